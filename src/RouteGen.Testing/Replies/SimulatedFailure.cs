namespace RouteGen.Testing;

/// <summary>
/// The ways in which a provider fails, one per row of what providers document and do. Each wire answers
/// with its own status, envelope and headers.
/// The rows whose names begin with <c>Stream</c> act inside a 200 stream; a request that asked for
/// no stream gets the nearest plain failure.
/// </summary>
public enum SimulatedFailure
{
    /// <summary>400: the prompt does not fit the model's window.</summary>
    ContextTooLong = 1,

    /// <summary>
    /// The prompt is refused by a filter: OpenAI 400, OpenRouter 403, Anthropic 200 with stop reason <c>refusal</c> and no content.
    /// </summary>
    ContentFiltered,

    /// <summary>200 with finish reason <c>content_filter</c> or <c>refusal</c> after some text.</summary>
    ReplyFiltered,

    /// <summary>400: the request is wrong in itself.</summary>
    InvalidRequest,

    /// <summary>422.</summary>
    Unprocessable,

    /// <summary>400 naming a parameter that the model does not take.</summary>
    UnsupportedParameter,

    /// <summary>401.</summary>
    InvalidApiKey,

    /// <summary>403: the key may not use the model.</summary>
    PermissionDenied,

    /// <summary>Out of credit: OpenAI 429 <c>insufficient_quota</c>, the others 402.</summary>
    OutOfCredit,

    /// <summary>404: no such model.</summary>
    ModelNotFound,

    /// <summary>408.</summary>
    RequestTimeout,

    /// <summary>504.</summary>
    GatewayTimeout,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>413.</summary>
    RequestTooLarge,

    /// <summary>429, with a Retry-After where the reply states one.</summary>
    RateLimited,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>502 with an HTML page, as proxies give it.</summary>
    BadGatewayHtml,

    /// <summary>503 with an empty body.</summary>
    UnavailableEmptyBody,

    /// <summary>503 with half a JSON document.</summary>
    UnavailableHalfJson,

    /// <summary>The provider is overloaded: Anthropic 529, the others 503.</summary>
    Overloaded,

    /// <summary>200 with a body that is not the protocol at all.</summary>
    GarbageBody,

    /// <summary>200 with a well-formed reply that holds nothing.</summary>
    EmptyReply,

    /// <summary>The connection is reset before any byte of a reply.</summary>
    ConnectionReset,

    /// <summary>Not a byte comes, until the client goes away.</summary>
    StallBeforeReply,

    /// <summary>An error after the stream's opening, before content.</summary>
    StreamErrorBeforeContent,

    /// <summary>An error after some content.</summary>
    StreamErrorAfterContent,

    /// <summary>The stream ends after its opening, without content, finish reason or end mark.</summary>
    StreamEndsBeforeContent,

    /// <summary>The stream ends after some content, without finish reason or end mark.</summary>
    StreamEndsAfterContent,

    /// <summary>The stream opens, and then nothing comes.</summary>
    StreamStallsBeforeContent,

    /// <summary>The stream falls silent after some content.</summary>
    StreamStallsAfterContent,

    /// <summary>The connection is reset after some content.</summary>
    StreamResetAfterContent,
}
