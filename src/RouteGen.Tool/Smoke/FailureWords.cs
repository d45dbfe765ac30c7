using RouteGen.Wire;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// Says in words why a call failed and what to do: first how far it came, then what the provider said, then what kind it is.
/// </summary>
internal static class FailureWords
{
    public static Diagnosis Explain(SmokeFailure failure) =>
        ConnectionWords.Explain(failure) ?? AccountWords.Explain(failure) ?? ModelWords.Explain(failure) ?? ByFault(failure);

    private static Diagnosis ByFault(SmokeFailure failure) => failure.Fault switch
    {
        Fault.RateLimited => new(
            "rate-limited", $"Provider '{failure.Provider}' is asked too often or for too many tokens a minute{Wait(failure)}.",
            "Run again later, state \"rpm\" and \"tpm\" of the target, or raise the account's limits."),
        Fault.Overloaded => new(
            "overloaded", $"Provider '{failure.Provider}' has no capacity at the moment ({Http(failure)}).",
            "Run again later; where it stays so, a fallback at another provider helps."),
        Fault.Timeout when failure.Status is null or < 300 => new(
            "timeout", string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"Nothing whole came within {failure.Timeout.TotalSeconds:0.###} s{Began(failure)}."),
            "Run it with a longer --timeout; if that serves, the route's timeouts have to allow it too."),
        Fault.Timeout => new(
            "timeout", $"Provider '{failure.Provider}' gave up by itself ({Http(failure)}).", "Run again later."),
        Fault.StreamBroken when failure is { Events: 0, Status: >= 200 and < 300 } => Unreadable(failure),
        Fault.StreamBroken => new(
            "stream-broken", $"The stream broke before it said that it was over{Coded(failure)}.",
            "Run again; where it stays so, look at proxies between here and there, or write \"lacks\": [\"streaming\"] at the target."),
        Fault.EmptyReply => new(
            "empty-reply", "The reply has no text, no tool call and no reasoning in it.",
            "Run again; where it stays so, the server does not serve this model in this form."),
        Fault.ContentFiltered => new(
            "filtered", $"The provider's filter refused the harmless question of this run{Coded(failure)}.",
            "Loosen the content filter of that deployment."),
        Fault.ContextTooLong => new(
            "window", $"The model refuses a request of a few words as too long{Coded(failure)}.",
            "Look at the window that the server gives the model."),
        Fault.Conflict => new("conflict", $"The provider refuses with a conflict ({Http(failure)}).", "Run again."),
        Fault.MalformedOutput when failure.Shape == SmokeShape.Schema => new(
            "schema-broken", "The reply was to be JSON by a schema and is not JSON.",
            "Write \"lacks\": [\"jsonSchema\"] at the target, or have the server enforce schemas."),
        Fault.MalformedOutput when failure.Shape == SmokeShape.Embedding => new(
            "vector-length", "The vector is of another length than the table says, or there is none.",
            "Fix \"dimensions\": vectors of two lengths cannot be compared."),
        Fault.MalformedOutput => new(
            "tool-broken", "The reply calls a tool with arguments that are no JSON object.",
            "Write \"lacks\": [\"tools\"] at the target, or look at the server's parser of tool calls."),
        Fault.ServerError when failure is { Status: >= 200 and < 300, Code: null } => Unreadable(failure),
        Fault.ServerError when failure.Status is >= 200 and < 300 => new(
            "server-error", $"Provider '{failure.Provider}' failed, and says so inside a reply of status 200 ({failure.Code}).",
            "Run again later."),
        Fault.ServerError => new(
            "server-error", $"Provider '{failure.Provider}' failed ({Http(failure)}).", "Run again later."),
        Fault.InvalidRequest or Fault.UnsupportedRequest => RequestWords.Explain(failure),
        Fault.NoTargetAvailable => new(
            "not-asked", "The engine has not asked it: the request does not fit what the table states of the model.",
            "Look at its features, its window and its limits."),
        _ => new(
            "unknown", $"It failed for a reason that nothing explains{Coded(failure)}.", "Look at the record of the call in --log."),
    };

    /// <summary>Status and code, as far as there are some.</summary>
    internal static string Http(SmokeFailure failure) => (failure.Status, failure.Code) switch
    {
        (null, null) => failure.Detail ?? "no reply",
        (null, { } code) => code,
        ({ } status, null) => FormattableString.Invariant($"HTTP {status}"),
        ({ } status, { } code) => FormattableString.Invariant($"HTTP {status}, {code}"),
    };

    private static Diagnosis Unreadable(SmokeFailure failure) => new(
        "unreadable", $"What came under HTTP {failure.Status} is no reply in the form that kind '{failure.Place.Provider.Kind}' has.",
        $"Look at what answers at {failure.Host}; perhaps another \"kind\" or \"api\" fits.");

    private static string Began(SmokeFailure failure) => failure.Status is null ? "" : "; the reply had begun";

    private static string Coded(SmokeFailure failure) =>
        failure.Status is null && failure.Code is null && failure.Detail is null ? "" : $" ({Http(failure)})";

    private static string Wait(SmokeFailure failure) => failure.RetryAfter is { } wait
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", and asks to wait {wait.TotalSeconds:0.#} s")
        : "";
}
