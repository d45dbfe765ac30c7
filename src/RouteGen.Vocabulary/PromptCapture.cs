namespace RouteGen;

/// <summary>What is kept of the prompts and replies of a route's calls, beside its records, which never contain any.</summary>
public enum PromptCapture
{
    /// <summary><c>off</c>: nothing.</summary>
    Off,

    /// <summary><c>redacted</c>: prompts and replies, without what redaction finds in them: addresses, keys, card numbers.</summary>
    Redacted,

    /// <summary><c>full</c>: prompts and replies as they were.</summary>
    Full,
}
