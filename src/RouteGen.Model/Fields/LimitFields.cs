using RouteGen.Model.Json;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The bounds on a call of a route.</summary>
internal static class LimitFields
{
    public static readonly FieldList<RouteLimits> All = new(
        new Field<RouteLimits, int>("attempts", Forms.Requests)
        {
            Description = "Maximum requests over all targets. Unit: requests. Default: what the chain and its retries can need.",
            Example = "4",
            Read = static (limits, value) => limits with { Attempts = value },
            Write = static (text, limits) => text.Add(limits.Attempts),
            Place = 0,
        },
        new Field<RouteLimits, int>("inputTokens", Forms.Tokens)
        {
            Description = "Maximum estimated input. Default: what the models accept. Unit: tokens.",
            Example = "8000",
            Read = static (limits, value) => limits with { InputTokens = value },
            Write = static (text, limits) => text.Add(limits.InputTokens),
            Place = 1,
        },
        new Field<RouteLimits, int>("outputTokens", Forms.Tokens)
        {
            Description = "Maximum output requested. Default: what the models can produce. Unit: tokens.",
            Example = "600",
            Read = static (limits, value) => limits with { OutputTokens = value },
            Write = static (text, limits) => text.Add(limits.OutputTokens),
            Place = 2,
        },
        new Field<RouteLimits, decimal>("costUsd", Forms.Usd)
        {
            Description = "Maximum cost of a call, including all attempts. Unit: USD, with at most 12 fraction digits. Default: no "
                + "bound.",
            Example = "0.03",
            Read = static (limits, value) => limits with { CostUsd = value },
            Write = static (text, limits) => text.Add(limits.CostUsd),
            Place = 3,
        });
}
