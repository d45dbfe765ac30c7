using RouteGen.Faults;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of <c>on</c>: the faults with which an attempt can end.</summary>
internal static class OnFields
{
    public static readonly Form Form = Fields.Form.Object("an object of faults", "on");

    private const string Each = "each listed once";

    // What an editor shows for each fault is something else than what follows anyway.
    private static readonly IReadOnlyList<AttemptFault> Faults =
    [
        new(Fault.ContextTooLong, """["big-window"]""",
            "The request does not fit the model's window, or is expected not to fit. Default: the next target with a larger window."),
        new(Fault.ContentFiltered, "\"next\"", "The provider's filter refused the request or cut off the reply. Default: stop."),
        new(Fault.InvalidRequest, "\"next\"", "The request is wrong in itself. Default: stop."),
        new(Fault.UnsupportedRequest, "\"stop\"",
            "The target does not accept a parameter, tool-call id, signature or schema of the request. Default: next."),
        new(Fault.Unauthorized, "\"stop\"", "Key or permission refused. Default: next."),
        new(Fault.QuotaExhausted, "\"stop\"", "Out of credit or hard quota. Default: next."),
        new(Fault.ModelNotFound, "\"stop\"", "The model or deployment does not exist there. Default: next."),
        new(Fault.Timeout, "\"next\"",
            "The attempt took too long; the provider may still bill it. Default: next, and one retry where none remains."),
        new(Fault.Conflict, "\"next\"", "A conflict at the provider. Default: one retry, then next."),
        new(Fault.RateLimited, "\"next\"", "Too many requests. Default: retry, then next."),
        new(Fault.ServerError, "\"next\"", "The provider failed, or its reply could not be read. Default: retry, then next."),
        new(Fault.Overloaded, "\"next\"", "The provider is overloaded or down. Default: retry, then next."),
        new(Fault.ConnectionFailed, "\"next\"", "No connection, or one that broke before a reply. Default: retry, then next."),
        new(Fault.StreamBroken, "\"retry\"",
            "A stream ended before any content, without a finish reason or with an error inside. Default: next."),
        new(Fault.EmptyReply, "\"retry\"", "The reply is empty. Default: next."),
        new(Fault.MalformedOutput, "\"retry\"", "The reply had to be JSON by a schema, and is not JSON. Default: next."),
        new(Fault.Unknown, "\"stop\"", "A failure that nothing classifies. Default: next."),
    ];

    public static readonly FieldList<OnFault> All = new([.. Faults.Select(Field)]);

    /// <summary>The fault that a property of <c>on</c> names; null where it names none with which an attempt can end.</summary>
    public static Fault? Find(string property) =>
        FaultNames.Find(property) is { } named && Faults.Any(known => known.Fault == named) ? named : null;

    /// <summary>Whether the same request to the same target can do better a moment later.</summary>
    public static bool MayRetry(Fault fault) => fault is Fault.Timeout or Fault.Conflict or Fault.RateLimited or Fault.ServerError
        or Fault.Overloaded or Fault.ConnectionFailed or Fault.StreamBroken or Fault.EmptyReply or Fault.MalformedOutput or Fault.Unknown;

    /// <summary>Writes a rule for the hash of its table.</summary>
    public static void Write(CanonicalText text, OnFault rule) =>
        text.Add(FaultNames.Name(rule.Fault)).Add(rule.Action).Add(rule.Targets);

    private static Field<OnFault> Field(AttemptFault fault) => new(FaultNames.Name(fault.Fault), FormOf(MayRetry(fault.Fault)))
    {
        Description = fault.Description,
        Example = "\"next\"",
        Shown = fault.Shown == "\"next\"" ? null : fault.Shown,
    };

    private static Form FormOf(bool mayRetry) => new(
        mayRetry
            ? $"\"next\", \"retry\", \"stop\" or a list of at least one target, {Each}"
            : $"\"next\", \"stop\" or a list of at least one target, {Each}; it is never retried, since the same request fails again",
        $$"""
        "anyOf": [{ {{Forms.EnumOf([.. Words.Actions.Where(action => mayRetry || action.Value != OnFaultAction.Retry)])}} },
        { "type": "array", "minItems": 1, "uniqueItems": true,
        "items": { "type": "string", "description": "The name of a target.", "examples": ["big-window"] } }]
        """);

    /// <summary>A fault with which an attempt can end.</summary>
    private sealed record AttemptFault(Fault Fault, string Shown, string Description);
}
