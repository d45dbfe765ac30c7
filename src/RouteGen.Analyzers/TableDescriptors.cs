using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers;

/// <summary>The rules on the table as the compiler shows them. Titles, formats and severities are those of <c>RouteGen.Model.Checks.TableRules</c>; a test holds the two together.</summary>
internal static class TableDescriptors
{
    private const string Table = "RouteGen.Table";

    public static readonly DiagnosticDescriptor MissingFallback = new(
        "RG1001",
        "Route without a fallback",
        "Route '{0}' has no fallback, so it fails whenever '{1}' does; add a target of another provider to its chain{2}",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1001"));

    public static readonly DiagnosticDescriptor DependentFallback = new(
        "RG1002",
        "Fallbacks hang on one provider",
        "All targets of route '{0}' hang on {1}, so one outage takes them all; add a target of another provider to its chain{2}",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1002"));

    public static readonly DiagnosticDescriptor NoDirectTarget = new(
        "RG1003",
        "Route without a direct escape hatch",
        "Every target of route '{0}' stands behind a gateway ({1}), so none is left when gateways fail; add a target that calls its provider directly{2}",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1003"));

    public static readonly DiagnosticDescriptor UnreachableTarget = new(
        "RG1004",
        "Unreachable target",
        "Target '{0}' of route '{1}' {2}",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1004"));

    public static readonly DiagnosticDescriptor NarrowFallback = new(
        "RG1005",
        "Fallback takes less input than the route allows",
        "Fallback '{0}' takes at most {1} tokens of input and route '{2}' allows {3}, so larger requests lose it; {4}",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1005"));

    public static readonly DiagnosticDescriptor MissingFeature = new(
        "RG1006",
        "Target without a required feature",
        "Route '{0}' requires {1}, which model '{2}' of target '{3}' lacks; take the target out of the chain, or name the feature in the model's 'features' if it has it",
        Table,
        DiagnosticSeverity.Error,
        true,
        null,
        Page("RG1006"));

    public static readonly DiagnosticDescriptor ResidencyConflict = new(
        "RG1007",
        "Region or data retention conflict",
        "Route '{0}' {1}, and provider '{2}' of target '{3}' {4}; {5}",
        Table,
        DiagnosticSeverity.Error,
        true,
        null,
        Page("RG1007"));

    public static readonly DiagnosticDescriptor Unused = new(
        "RG1008",
        "Declared but unused",
        "No {0} uses the {1} '{2}'; remove it, or use it",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1008"));

    public static readonly DiagnosticDescriptor OverriddenModel = new(
        "RG1009",
        "Local model overrides a shared one",
        "Model '{0}' hides the one of '{1}', whose changes no longer reach this table; remove it here, or change it there",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1009"));

    public static readonly DiagnosticDescriptor WorstCaseAttempts = new(
        "RG1010",
        "Worst-case attempts above the limit",
        "Route '{0}' can need {1} attempts ({2} with {3} each) and may make {4}, so '{5}' gets {6}; raise limits.attempts to {1}, or lower retry.maxRetries",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1010"));

    public static readonly DiagnosticDescriptor WorstCaseTime = new(
        "RG1011",
        "Worst-case time above the limit",
        "Route '{0}' may take {1} in all, and the targets before '{2}' can take {3}, so it may never run; raise timeouts.total above {3}, or lower timeouts.attempt or retry.maxRetries",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1011"));

    public static readonly DiagnosticDescriptor WorstCaseCost = new(
        "RG1012",
        "Worst-case cost above the limit",
        "Route '{0}' can cost {1} USD at worst ({2} billed in full), above its limit of {3} USD; raise limits.costUsd, or lower limits.attempts, inputTokens or outputTokens",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1012"));

    public static readonly DiagnosticDescriptor UnboundedCost = new(
        "RG1013",
        "Cost limit without token limits",
        "Route '{0}' limits its cost and not {1}, so its worst case has no bound of its own; add {1} to its limits",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1013"));

    public static readonly DiagnosticDescriptor UnpricedLimitedTarget = new(
        "RG1014",
        "Unpriced target on a cost-limited route",
        "Model '{0}' has no price for {1}, so {2} cannot be kept; add it to the model's 'usdPerMTok' (0 where it is free)",
        Table,
        DiagnosticSeverity.Error,
        true,
        null,
        Page("RG1014"));

    public static readonly DiagnosticDescriptor UnpricedTarget = new(
        "RG1015",
        "Unpriced target",
        "Model '{0}' has no price for {1}, so what {2} costs stays unknown; add it to the model's 'usdPerMTok' (0 where it is free)",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1015"));

    public static readonly DiagnosticDescriptor ImplausiblePrice = new(
        "RG1016",
        "Implausible price",
        "'{0}' of model '{1}' {2}; {3}",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1016"));

    public static readonly DiagnosticDescriptor ReviewOverdue = new(
        "RG1017",
        "Review overdue",
        "The last review, of {0}, is more than {1} days ago; check prices, windows and retirements, and set 'reviewed' to the day you did",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1017"));

    public static readonly DiagnosticDescriptor RetiredModel = new(
        "RG1018",
        "Model retired",
        "Model '{0}' retired on {1}, so every target of it fails; move {2} to its successor, or correct 'retires'",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1018"));

    public static readonly DiagnosticDescriptor RetiringModel = new(
        "RG1019",
        "Model retires soon",
        "Model '{0}' retires on {1}; move {2} to its successor before",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1019"));

    public static readonly DiagnosticDescriptor PlainHttp = new(
        "RG1020",
        "Plain-http endpoint",
        "Provider '{0}' is called over plain http, which shows prompts and key to the network; write https, or suppress this with the reason why that network is safe",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1020"));

    public static readonly DiagnosticDescriptor Secret = new(
        "RG1021",
        "What looks like an API key",
        "This looks like {0}; remove it, revoke it at the provider, and name an environment variable in 'apiKeyEnv' instead",
        Table,
        DiagnosticSeverity.Error,
        true,
        null,
        Page("RG1021"));

    public static readonly DiagnosticDescriptor IdleSuppression = new(
        "RG1022",
        "Suppression of nothing",
        "{0} suppresses nothing here: {1}; remove it",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1022"));

    public static readonly DiagnosticDescriptor NarrowOverflow = new(
        "RG1023",
        "Overflow target without a larger window",
        "Target '{0}' is to take the requests of route '{1}' that are too long for {2}, and takes {3} tokens of input at most, which is no more; name a target with a larger window, or remove it",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1023"));

    public static readonly DiagnosticDescriptor MissingRate = new(
        "RG1024",
        "Rate missing where costs are limited",
        "Model '{0}' has no rate for {1}, which its replies can hold, so calls of {2} are held to their limits by an upper bound; write {3} into its 'usdPerMTok', or what its provider takes",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1024"));

    public static readonly DiagnosticDescriptor UnboundedReservation = new(
        "RG1040",
        "Budgeted route without an output limit",
        "Route '{0}' is charged to {1} and does not limit its output, so each call reserves {2}; add outputTokens to its limits",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1040"));

    public static readonly DiagnosticDescriptor BudgetBelowOneCall = new(
        "RG1041",
        "Budget smaller than one call",
        "Budget '{0}' allows {1}, and one call of route '{2}' may reserve {3}, so such a call {4}; raise the budget, or lower the route's inputTokens or outputTokens",
        Table,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG1041"));

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        MissingFallback, DependentFallback, NoDirectTarget, UnreachableTarget, NarrowFallback, MissingFeature, ResidencyConflict,
        Unused, OverriddenModel, WorstCaseAttempts, WorstCaseTime, WorstCaseCost, UnboundedCost, UnpricedLimitedTarget,
        UnpricedTarget, ImplausiblePrice, ReviewOverdue, RetiredModel, RetiringModel, PlainHttp, Secret, IdleSuppression,
        NarrowOverflow, MissingRate, UnboundedReservation, BudgetBelowOneCall);

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static string Page(string id) => $"https://github.com/routegen/routegen/blob/main/docs/rules/{id}.md";
}
