namespace RouteGen.Gateway.Refusals;

/// <summary>Why a request is not served, for any dialect to say.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">What went wrong, in OpenAI's words where it has one: <c>model_not_found</c>.</param>
/// <param name="Message">What is wrong and what to do, for whoever wrote the request. It quotes nothing that is secret.</param>
internal sealed record Refusal(int Status, string? Code, string Message)
{
    /// <summary>The member of the request that it is about; null where it is about none.</summary>
    public string? Param { get; init; }

    /// <summary>OpenAI's kind of error; null for the one that goes with the status.</summary>
    public string? Type { get; init; }

    /// <summary>After how long it is worthwhile to try again; null where clients are not to try again by themselves.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether clients may repeat it by themselves, as those do that know <c>Retry-After</c>; where not, they are told so.
    /// </summary>
    public bool MayRetry { get; init; } = true;

    /// <summary>A provider's own error, in the caller's dialect, that is handed on as it came; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Own { get; init; }

    /// <summary>What was refused of a call, which left a record; null where it never became a call.</summary>
    public RouteRecord? Record { get; init; }

    /// <summary>A request that cannot be served as it is.</summary>
    public static Refusal Invalid(string message, string? param = null, string? code = null) => new(400, code, message) { Param = param };
}
