using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of <c>on</c>: the faults with which an attempt can end.</summary>
internal static class OnFields
{
    public static readonly Form Form = Fields.Form.Object("an object of faults", "on");

    private const string Each = "each listed once";

    // What an editor shows for each fault: something else than what follows anyway.
    private static readonly IReadOnlyList<(string Fault, string Shown, string Description)> Described =
    [
        ("contextTooLong", """["big-window"]""",
            "The request does not fit the model's window, or is expected not to fit. Default: the next target with a larger window."),
        ("contentFiltered", "\"next\"", "The provider's filter refused the request or cut off the reply. Default: stop."),
        ("invalidRequest", "\"next\"", "The request is wrong in itself. Default: stop."),
        ("unsupportedRequest", "\"stop\"",
            "The target does not accept a parameter, tool-call id, signature or schema of the request. Default: next."),
        ("unauthorized", "\"stop\"", "Key or permission refused. Default: next."),
        ("quotaExhausted", "\"stop\"", "Out of credit or hard quota. Default: next."),
        ("modelNotFound", "\"stop\"", "The model or deployment does not exist there. Default: next."),
        ("timeout", "\"next\"",
            "The attempt took too long; the provider may still bill it. Default: next, and one retry where none remains."),
        ("conflict", "\"next\"", "A conflict at the provider. Default: one retry, then next."),
        ("rateLimited", "\"next\"", "Too many requests. Default: retry, then next."),
        ("serverError", "\"next\"", "The provider failed, or its reply could not be read. Default: retry, then next."),
        ("overloaded", "\"next\"", "The provider is overloaded or down. Default: retry, then next."),
        ("connectionFailed", "\"next\"", "No connection, or one that broke before a reply. Default: retry, then next."),
        ("streamBroken", "\"retry\"",
            "A stream ended before any content, without a finish reason or with an error inside. Default: next."),
        ("emptyReply", "\"retry\"", "The reply is empty. Default: next."),
        ("malformedOutput", "\"retry\"", "The reply had to be JSON by a schema, and is not JSON. Default: next."),
        ("unknown", "\"stop\"", "A failure that nothing classifies. Default: next."),
    ];

    public static readonly FieldList<OnFault> All = new([.. Words.Faults.Select(fault => Field(fault.Word, fault.MayRetry))]);

    /// <summary>Writes a rule for the hash of its table.</summary>
    public static void Write(CanonicalText text, OnFault rule) => text.Add(rule.Fault).Add(rule.Action).Add(rule.Targets);

    private static Field<OnFault> Field(string fault, bool mayRetry)
    {
        var (_, shown, description) = Described.Single(known => known.Fault == fault);
        return new(fault, FormOf(mayRetry)) { Description = description, Example = "\"next\"", Shown = shown == "\"next\"" ? null : shown };
    }

    private static Form FormOf(bool mayRetry) => new(
        mayRetry
            ? $"\"next\", \"retry\", \"stop\" or a list of at least one target, {Each}"
            : $"\"next\", \"stop\" or a list of at least one target, {Each}; it is never retried, since the same request fails again",
        $$"""
        "anyOf": [{ {{Forms.EnumOf([.. Words.Actions.Where(action => mayRetry || action.Value != OnFaultAction.Retry)])}} },
        { "type": "array", "minItems": 1, "uniqueItems": true,
        "items": { "type": "string", "description": "The name of a target.", "examples": ["big-window"] } }]
        """);
}
