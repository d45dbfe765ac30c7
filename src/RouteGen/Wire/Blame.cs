using System.Buffers;
using RouteGen.Faults;

namespace RouteGen.Wire;

/// <summary>What of a target a failure is laid to.</summary>
internal enum BlameScope
{
    /// <summary>The deployment as this credential may use it.</summary>
    Target,

    /// <summary>The credential at its endpoint: all that it may ask for there.</summary>
    Credential,

    /// <summary>The deployment at its endpoint, whoever asks.</summary>
    Deployment,

    /// <summary>The endpoint, whoever asks for what.</summary>
    Endpoint,
}

/// <summary>Whom a failure is laid to, by what was seen on the wire, and how heavily.</summary>
/// <param name="Scope">Whom.</param>
/// <param name="Weight">How heavily; none where the request was at fault, or the caller left.</param>
internal readonly record struct Blame(BlameScope Scope, FaultBlame Weight)
{
    /// <summary>OpenAI's word for a place that it does not serve (platform.openai.com/docs/guides/error-codes).</summary>
    private const string CountryCode = "unsupported_country_region_territory";

    private static readonly SearchValues<string> PlacePhrases = SearchValues.Create(
    [
        "location is not supported", "country, region", "not available in your country", "not available in your region",
        "not supported in your country", "not supported in your region",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>What follows from a failure.</summary>
    public static Blame For(in FaultInfo fault)
    {
        var weight = fault switch
        {
            { Fault: Fault.None or Fault.Cancelled or Fault.Timeout } => FaultTable.BlameFor(fault.Fault),

            // Gone, and forbidden by law: no wait of seconds cures that, whatever the call itself does about it.
            { StatusCode: 410 or 451 } => FaultBlame.Unusable,
            _ => FaultTable.BlameFor(fault.Fault),
        };
        return new(fault.Scope ?? ScopeOf(fault, default, null), weight);
    }

    /// <summary>Whether another credential could get what this one was refused.</summary>
    public static bool IsOfCredential(in FaultInfo fault) =>
        For(fault) is { Scope: BlameScope.Credential or BlameScope.Target, Weight: not FaultBlame.None };

    /// <summary>Whom a failure is laid to.</summary>
    /// <param name="fault">The failure.</param>
    /// <param name="envelope">What the reply said, where one came; its message is looked at and not kept.</param>
    /// <param name="deployment">The name that was asked for.</param>
    public static BlameScope ScopeOf(in FaultInfo fault, in ErrorEnvelope envelope, string? deployment)
    {
        // A proxy or a server that is not the provider's answers for the whole address.
        if (fault.StatusCode is 407 or 421 or 451 or (>= 300 and < 400) || fault.Code == CountryCode || envelope.Code == CountryCode)
        {
            return BlameScope.Endpoint;
        }

        if (fault.StatusCode is 404 or 410)
        {
            return BlameScope.Deployment;
        }

        return fault.Fault switch
        {
            Fault.RateLimited => BlameScope.Target,
            Fault.Unauthorized when fault.StatusCode != 401 => ScopeOfRefusal(fault, envelope, deployment),
            Fault.Unauthorized => BlameScope.Credential,

            // Gemini counts requests a day by model, and says so.
            Fault.QuotaExhausted when envelope.IsDailyQuota && Names(envelope.Message, deployment) => BlameScope.Target,
            Fault.QuotaExhausted => BlameScope.Credential,
            Fault.Overloaded or Fault.ConnectionFailed => BlameScope.Endpoint,
            Fault.ServerError or Fault.Timeout when fault.StatusCode >= 500 => BlameScope.Endpoint,
            _ => BlameScope.Deployment,
        };
    }

    private static BlameScope ScopeOfRefusal(in FaultInfo fault, in ErrorEnvelope envelope, string? deployment) =>
        SaysModel(fault.Code) || SaysModel(envelope.Code) || SaysModel(envelope.Type) || SaysModel(envelope.Reason)
            || SaysModelInWords(envelope.Message) || Names(envelope.Message, deployment) ? BlameScope.Target
        : SaysPlace(envelope.Message) ? BlameScope.Endpoint
        : BlameScope.Credential;

    // Such as model_not_found with 403 (OpenAI: the project may not use it), model_permission_blocked_org (Groq), DeploymentNotAllowed.
    private static bool SaysModel(string? code) => code is not null
        && (code.Contains("model", StringComparison.OrdinalIgnoreCase) || code.Contains("deployment", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a message speaks of one model: "does not have access to model", "this model is not available". Not of models in general.
    /// </summary>
    private static bool SaysModelInWords(string? message) => Contains(message, "model") || Contains(message, "deployment");

    // Gemini refuses a place with 400 FAILED_PRECONDITION and this text (ai.google.dev/gemini-api/docs/troubleshooting).
    private static bool SaysPlace(string? message) => message is not null && message.AsSpan().ContainsAny(PlacePhrases);

    // A name of one or two letters stands in any text.
    private static bool Names(string? message, string? deployment) => deployment is { Length: > 2 } && Contains(message, deployment);

    /// <summary>Whether a text has a word, and not a longer one that it stands in.</summary>
    private static bool Contains(string? text, string word)
    {
        for (var at = text?.IndexOf(word, StringComparison.OrdinalIgnoreCase)
            ?? -1; at >= 0; at = text!.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text![at - 1])) && (end == text!.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
