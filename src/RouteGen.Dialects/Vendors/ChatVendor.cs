using System.ComponentModel;

namespace RouteGen.Dialects.Vendors;

/// <summary>
/// What one provider kind over Chat Completions adds to OpenAI's protocol, spells otherwise or refuses. Data only: the writer and the
/// readers of the dialect ask it. Each kind stands with its sources in <see cref="ChatVendors"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChatVendor
{
    internal ChatVendor(string kind)
    {
        Kind = kind;
        EndpointVariable = kind.ToUpperInvariant().Replace('-', '_') + "_BASE_URL";
    }

    /// <summary>The kind's name in a table, such as <c>groq</c>.</summary>
    public string Kind { get; }

    /// <summary>The base address that the vendor documents; null where each user has one of their own.</summary>
    public Uri? Endpoint { get; internal init; }

    /// <summary>The environment variable that customarily holds the key; null where servers of the kind mostly want none.</summary>
    public string? ApiKeyVariable { get; internal init; }

    /// <summary>
    /// The environment variable that customarily holds the base address: where the vendor's own SDK has one, that, else the kind's name
    /// with <c>_BASE_URL</c>; null where the kind is many vendors'.
    /// </summary>
    public string? EndpointVariable { get; internal init; }

    /// <summary>The header that carries the key as it is; null for <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; internal init; }

    /// <summary>Whether the kind makes embeddings by the same protocol.</summary>
    public bool MakesEmbeddings { get; internal init; }

    /// <summary>Whether it sends vectors as base64 when asked to, which is four times less to read than digits.</summary>
    internal bool SendsBase64Vectors { get; init; }

    /// <summary>The request member that shortens vectors; null where they cannot be shortened.</summary>
    internal string? Dimensions { get; init; } = "dimensions";

    /// <summary>The request member that bounds the output.</summary>
    internal string MaxTokens { get; init; } = "max_completion_tokens";

    /// <summary>The request member for the seed; null where the vendor refuses one.</summary>
    internal string? Seed { get; init; } = "seed";

    /// <summary>Whether <c>top_k</c> is taken, which OpenAI does not have.</summary>
    internal bool TakesTopK { get; init; }

    /// <summary>Whether <c>stop</c> is taken.</summary>
    internal bool TakesStop { get; init; } = true;

    /// <summary>Whether functions can be offered to the model.</summary>
    internal bool TakesTools { get; init; } = true;

    /// <summary>Whether a call can be demanded by <c>tool_choice: required</c>.</summary>
    internal bool TakesRequiredTools { get; init; } = true;

    /// <summary>Whether <c>parallel_tool_calls</c> is taken.</summary>
    internal bool TakesParallelTools { get; init; } = true;

    /// <summary>Whether <c>service_tier</c> is taken.</summary>
    internal bool TakesServiceTier { get; init; }

    /// <summary>Whether messages may name their author.</summary>
    internal bool TakesNames { get; init; } = true;

    /// <summary>Whether a message may have the role <c>developer</c>; else it goes as <c>system</c>.</summary>
    internal bool TakesDeveloper { get; init; }

    /// <summary>Whether an assistant's message may state its <c>refusal</c>.</summary>
    internal bool TakesRefusal { get; init; } = true;

    /// <summary>Whether contents other than text are taken, and a content may be a list of parts at all.</summary>
    internal bool TakesParts { get; init; } = true;

    /// <summary>Whether <c>video_url</c> parts are taken.</summary>
    internal bool TakesVideo { get; init; }

    /// <summary>Whether every message must have a <c>content</c>, even one that only calls tools.</summary>
    internal bool WantsContent { get; init; }

    /// <summary>Whether usage in a stream has to be asked for, by <c>stream_options</c>.</summary>
    internal bool TakesStreamOptions { get; init; } = true;

    /// <summary>Whether what stood beside a tool call as <c>extra_content</c> is wanted back with it.</summary>
    internal bool TakesExtraContent { get; init; }

    /// <summary>Whether models from generation 3 on refuse calls without the signature of their thought.</summary>
    internal bool AsksForSignatures { get; init; }

    /// <summary>How a search of the web is asked for.</summary>
    internal WebSearchForm WebSearch { get; init; } = WebSearchForm.Options;

    /// <summary>The shape of ids of tool calls.</summary>
    internal ToolIdForm ToolIds { get; init; }

    /// <summary>How JSON is asked for.</summary>
    internal JsonForm Json { get; init; }

    /// <summary>How files are sent.</summary>
    internal FileForm Files { get; init; }

    /// <summary>How audio is sent.</summary>
    internal AudioForm Audio { get; init; }

    /// <summary>How much thought is asked for.</summary>
    internal EffortForm Effort { get; init; }

    /// <summary>Whether the greatest effort has a word of its own beyond <c>high</c>.</summary>
    internal bool TakesExtraHighEffort { get; init; }

    /// <summary>How earlier thought is handed back to the model.</summary>
    internal ReasoningForm Reasoning { get; init; }

    /// <summary>
    /// Whether members of OpenAI's own description that few requests have are taken: <c>logprobs</c>, <c>metadata</c>, <c>user</c> and
    /// the like.
    /// </summary>
    internal bool TakesRare { get; init; } = true;

    /// <summary>
    /// Members beyond OpenAI's description that the vendor's own pages name, and those of it that are taken though few are. Whatever
    /// chooses another model or provider, or spends, is not among them: that is the table's to say.
    /// </summary>
    internal IReadOnlyList<string> Others { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Kind;
}

/// <summary>How a vendor wants to be told how much a model is to think.</summary>
internal enum EffortForm
{
    /// <summary><c>reasoning_effort</c> with a word.</summary>
    Effort,

    /// <summary><c>reasoning_effort</c>, and <c>thinking</c> of type <c>disabled</c> for none.</summary>
    EffortOrDisabled,

    /// <summary><c>reasoning_effort</c>, and <c>reasoning.enabled</c> false for none.</summary>
    EffortOrNotEnabled,

    /// <summary><c>reasoning_effort</c> with <c>none</c> or <c>high</c> alone.</summary>
    NoneOrHigh,

    /// <summary><c>reasoning_effort</c> with <c>minimal</c> for none.</summary>
    AtLeastMinimal,

    /// <summary><c>chat_template_kwargs</c>.</summary>
    Template,
}

/// <summary>How a vendor takes the thought of earlier turns back.</summary>
internal enum ReasoningForm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As <c>reasoning_content</c> of messages that call tools, which the vendor refuses without it.</summary>
    ContentOfCalls,

    /// <summary>As <c>reasoning_content</c> of the messages of the current turn.</summary>
    Content,

    /// <summary>As <c>reasoning</c> of the messages of the current turn.</summary>
    Text,

    /// <summary>As <c>reasoning_details</c>, unchanged, else as <c>reasoning</c>.</summary>
    Details,

    /// <summary>As parts of type <c>thinking</c> in the content.</summary>
    Parts,
}

/// <summary>How a vendor is asked for JSON.</summary>
internal enum JsonForm
{
    /// <summary><c>json_schema</c> with a schema, <c>json_object</c> without.</summary>
    SchemaOrObject,

    /// <summary><c>json_schema</c> only: without a schema, one that any object fits.</summary>
    SchemaOnly,

    /// <summary><c>json_object</c> only: a schema is dropped.</summary>
    ObjectOnly,
}

/// <summary>How a vendor takes files.</summary>
internal enum FileForm
{
    /// <summary>As <c>file</c> with an id, or name and data.</summary>
    File,

    /// <summary>As <c>file</c>, whose data may also be an address.</summary>
    FileOrAddress,

    /// <summary>As <c>document_url</c>.</summary>
    DocumentUrl,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>How a vendor takes audio.</summary>
internal enum AudioForm
{
    /// <summary>As <c>input_audio</c> with data and format, <c>mp3</c> or <c>wav</c>.</summary>
    Mp3OrWav,

    /// <summary>As <c>input_audio</c> with data and any format.</summary>
    AnyFormat,

    /// <summary>As <c>input_audio</c> that is the data itself.</summary>
    DataOnly,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>The shape of ids of tool calls that a vendor takes.</summary>
internal enum ToolIdForm
{
    /// <summary>Any text.</summary>
    Any,

    /// <summary>Nine letters or digits.</summary>
    Nine,
}

/// <summary>How a vendor is asked to search the web.</summary>
internal enum WebSearchForm
{
    /// <summary>By <c>web_search_options</c>.</summary>
    Options,

    /// <summary>It always does.</summary>
    Always,

    /// <summary>Not at all.</summary>
    None,
}
