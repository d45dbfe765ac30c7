namespace RouteGen.Model.Problems;

/// <summary>
/// The rules RG1xxx: what can be wrong with a table that can be read. None of them blocks; an entry may suppress them with a reason.
/// </summary>
public static class TableRules
{
    /// <summary>A chain of one.</summary>
    public static readonly ProblemRule MissingFallback = Warning(
        "RG1001",
        "Route without a fallback",
        "Route '{0}' has no fallback, so it fails whenever '{1}' does; add a target of another provider to its chain{2}");

    /// <summary>A chain whose targets fail together.</summary>
    public static readonly ProblemRule DependentFallback = Warning(
        "RG1002",
        "Fallbacks depend on one provider",
        "All targets of route '{0}' depend on {1}, so one outage takes them all down; add a target of another provider to its chain{2}");

    /// <summary>A chain that reaches no provider but through others.</summary>
    public static readonly ProblemRule NoDirectTarget = Warning(
        "RG1003", "Route without a direct escape hatch", "Every target of route '{0}' is behind a gateway ({1}), so none remains when " +
            "gateways fail; add a target that calls its provider directly{2}");

    /// <summary>A target that no call comes to, or that adds nothing.</summary>
    public static readonly ProblemRule UnreachableTarget = Warning(
        "RG1004", "Unreachable target", "Target '{0}' of route '{1}' {2}");

    /// <summary>A fallback with a smaller window than the requests it stands in for.</summary>
    public static readonly ProblemRule NarrowFallback = Warning(
        "RG1005",
        "Fallback accepts less input than the route allows",
        "Fallback '{0}' accepts at most {1} input tokens, but route '{2}' allows {3}, so larger requests skip it; {4}");

    /// <summary>A target that cannot do what its route requires.</summary>
    public static readonly ProblemRule MissingFeature = Error(
        "RG1006", "Target without a required feature", "Route '{0}' requires {1}, which {2} lacks; take the target out of the " +
            "chain, or {3} if it has it");

    /// <summary>A target that processes or keeps data where its route forbids it.</summary>
    public static readonly ProblemRule ResidencyConflict = Error(
        "RG1007", "Region or data retention conflict", "Route '{0}' {1}, and provider '{2}' of target '{3}' {4}; {5}");

    /// <summary>An entry that nothing refers to.</summary>
    public static readonly ProblemRule Unused = Warning(
        "RG1008", "Declared but unused", "No {0} uses the {1} '{2}'; remove it, or use it");

    /// <summary>A model that hides a shared one.</summary>
    public static readonly ProblemRule OverriddenModel = Warning(
        "RG1009",
        "Local model overrides a shared one",
        "Model '{0}' hides the one in '{1}', so changes there no longer reach this table; remove it here, or change it there");

    /// <summary>More attempts needed than allowed.</summary>
    public static readonly ProblemRule WorstCaseAttempts = Warning(
        "RG1010", "Worst-case attempts above the limit", "Route '{0}' can need {1} attempts ({2} with {3} each) but may make {4}, so " +
            "'{5}' gets {6}; raise limits.attempts to {1}, or lower retry.maxRetries");

    /// <summary>A chain that takes longer than the call may.</summary>
    public static readonly ProblemRule WorstCaseTime = Warning(
        "RG1011", "Worst-case time above the limit", "Route '{0}' may take {1} in total, but the targets before '{2}' can take {3}, so " +
            "it may never run; raise timeouts.total above {3}, or lower timeouts.attempt or retry.maxRetries");

    /// <summary>A chain that costs more than the call may.</summary>
    public static readonly ProblemRule WorstCaseCost = Warning(
        "RG1012", "Worst-case cost above the limit", "Route '{0}' can cost {1} USD at worst ({2} billed in full), above its limit of {3} " +
            "USD; raise limits.costUsd, or lower limits.attempts, inputTokens or outputTokens");

    /// <summary>A limit of cost without limits of what is paid for.</summary>
    public static readonly ProblemRule UnboundedCost = Warning(
        "RG1013",
        "Cost limit without token limits",
        "Route '{0}' limits its cost but not {1}, so its worst case has no bound of its own; add {1} to its limits");

    /// <summary>A cost limit over a model without a price.</summary>
    public static readonly ProblemRule UnpricedLimitedTarget = Error(
        "RG1014",
        "Unpriced target on a cost-limited route",
        "Model '{0}' has no price for {1}, so {2} cannot be enforced; add it to the model's 'usdPerMTok' (0 if it is free)");

    /// <summary>A model without a price elsewhere.</summary>
    public static readonly ProblemRule UnpricedTarget = Warning(
        "RG1015",
        "Unpriced target",
        "Model '{0}' has no price for {1}, so what {2} costs is unknown; add it to the model's 'usdPerMTok' (0 if it is free)");

    /// <summary>A rate that can hardly be meant.</summary>
    public static readonly ProblemRule ImplausiblePrice = Warning(
        "RG1016", "Implausible price", "'{0}' of model '{1}' {2}; {3}");

    /// <summary>A table that nobody has looked at for long.</summary>
    public static readonly ProblemRule ReviewOverdue = Warning(
        "RG1017", "Review overdue", "The last review, on {0}, was more than {1} days ago; check prices, windows and retirements, and set " +
            "'reviewed' to the day of the check");

    /// <summary>A model that is gone.</summary>
    public static readonly ProblemRule RetiredModel = Warning(
        "RG1018",
        "Model retired",
        "Model '{0}' retired on {1}, so every target that uses it fails; move {2} to its successor, or correct 'retires'");

    /// <summary>A model that goes soon.</summary>
    public static readonly ProblemRule RetiringModel = Warning(
        "RG1019", "Model retires soon", "Model '{0}' retires on {1}; move {2} to its successor before then");

    /// <summary>Requests in clear text over a network.</summary>
    public static readonly ProblemRule PlainHttp = Warning(
        "RG1020", "Plain-http endpoint", "Provider '{0}' is called over plain http, which exposes prompts and the key to the network; " +
            "use https, or suppress this with the reason why that network is safe");

    /// <summary>A secret in a file that is checked in.</summary>
    public static readonly ProblemRule Secret = Error(
        "RG1021",
        "Possible API key in the table",
        "This looks like {0}; remove it, revoke it at the provider, and name an environment variable in 'apiKeyEnv' instead");

    /// <summary>A suppression without an object.</summary>
    public static readonly ProblemRule IdleSuppression = Warning(
        "RG1022", "Suppression without effect", "{0} suppresses nothing here: {1}; remove it");

    /// <summary>A target for what is too long that takes no more than those it stands in for.</summary>
    public static readonly ProblemRule NarrowOverflow = Warning(
        "RG1023", "Overflow target without a larger window", "Target '{0}' is meant for requests of route '{1}' that are too long for " +
            "{2}, but it accepts at most {3} input tokens, which is no more; name a target with a larger window, or remove it");

    /// <summary>A kind of token without a rate, where costs are limited.</summary>
    public static readonly ProblemRule MissingRate = Warning(
        "RG1024", "Rate missing where costs are limited", "Model '{0}' has no rate for {1}, which its replies can contain, so an upper " +
            "bound holds calls of {2} to their limits; add {3} to its 'usdPerMTok', or what its provider charges");

    /// <summary>An alias that matches nothing that would not lead to its route without it.</summary>
    public static readonly ProblemRule IdleAlias = Warning(
        "RG1025", "Alias without effect", "Alias '{0}' of route '{1}' has no effect, since {2}; remove it");

    /// <summary>Prices that nobody has compared with the provider's for long.</summary>
    public static readonly ProblemRule OldPrice = Warning("RG1026", "Old price", "{0}, more than {1} days ago; {2}");

    /// <summary>A target that is said to lack what its model lacks anyway.</summary>
    public static readonly ProblemRule IdleLack = Warning(
        "RG1027", "Lack without effect", "Target '{0}' is said to lack '{1}', which its model '{2}' does not have either; {3}");

    /// <summary>A time that another one always cuts short.</summary>
    public static readonly ProblemRule IdleTimer = Warning(
        "RG1030", "Time that never counts", "{0} of route '{1}' is {2}, which never counts: {3}, {4}, {5}; {6}");

    /// <summary>More output allowed than a model writes.</summary>
    public static readonly ProblemRule OutputAboveModel = Warning(
        "RG1031", "Output limit above the model's maximum", "{0} allows {1} output tokens, but {2}; {3}");

    /// <summary>Two providers that are one.</summary>
    public static readonly ProblemRule TwinProviders = Warning(
        "RG1032", "Two providers that fail together", "Provider '{0}' has {1} of provider '{2}', so target '{3}' of route '{4}' fails " +
            "whenever '{5}' does; {6}");

    /// <summary>An endpoint to which no path of a request can be added.</summary>
    public static readonly ProblemRule NoBaseAddress = Warning(
        "RG1033", "Endpoint that is no base address", "The endpoint of provider '{0}' {1}; {2}");

    /// <summary>A limit that another one makes meaningless.</summary>
    public static readonly ProblemRule LimitAtOdds = Warning("RG1034", "Limit at odds with another", "{0} is {1}, but {2}; {3}");

    /// <summary>A day of the past that is still to come.</summary>
    public static readonly ProblemRule FutureDay = Warning(
        "RG1035", "Day of a check that is still to come", "{0} is {1}, which is still to come, so old prices are not noticed until {2} " +
            "days after it; write the day on which they were checked last");

    /// <summary>A model that does something else than its route asks for.</summary>
    public static readonly ProblemRule OtherKindOfModel = Warning(
        "RG1036", "Model of another kind than its route", "Route '{0}' asks for {1}, but model '{2}' of target '{3}' {4}, so every " +
            "call to it fails; {5}");

    /// <summary>An option that its model does not take.</summary>
    public static readonly ProblemRule UnsentOption = Warning(
        "RG1037", "Option that is never sent", "'{0}' of target '{1}' in route '{2}' is never sent, since it is among the 'unsupported' " +
            "of model '{3}'; remove it here, or there");

    /// <summary>A budget whose calls reserve more than they need, or less.</summary>
    public static readonly ProblemRule UnboundedReservation = Warning(
        "RG1040",
        "Budgeted route without an output limit",
        "Route '{0}' is charged to {1} and does not limit its output, so each call reserves {2}; add outputTokens to its limits");

    /// <summary>A budget that one call can use up.</summary>
    public static readonly ProblemRule BudgetBelowOneCall = Warning(
        "RG1041", "Budget smaller than one call", "Budget '{0}' allows {1}, but one call of route '{2}' may reserve {3}, so such a call " +
            "{4}; raise the budget, or lower the route's inputTokens or outputTokens");

    /// <summary>Free credit whose last day has passed.</summary>
    public static readonly ProblemRule LapsedCredit = Warning(
        "RG1042",
        "Free credit has lapsed",
        "The free credit of provider '{0}' lapsed on {1}, so {2}; remove 'credits', or correct 'until'");

    /// <summary>A route that ends when free credits do.</summary>
    public static readonly ProblemRule EndsWithCredit = Warning(
        "RG1043", "Route ends with its free credit", "Every target of route '{0}' is skipped once the free credit of {1} is used up or " +
            "has lapsed, so the route then fails; add a target that is paid for to its chain, or write \"then\": \"pay\"");

    /// <summary>All of them, by ID.</summary>
    public static IReadOnlyList<ProblemRule> All { get; } =
    [
        MissingFallback,
        DependentFallback, NoDirectTarget, UnreachableTarget, NarrowFallback, MissingFeature, ResidencyConflict, Unused, OverriddenModel,
        WorstCaseAttempts, WorstCaseTime, WorstCaseCost, UnboundedCost, UnpricedLimitedTarget, UnpricedTarget, ImplausiblePrice,
        ReviewOverdue, RetiredModel,
        RetiringModel, PlainHttp, Secret, IdleSuppression, NarrowOverflow, MissingRate, IdleAlias, OldPrice, IdleLack, IdleTimer,
        OutputAboveModel, TwinProviders, NoBaseAddress, LimitAtOdds, FutureDay, OtherKindOfModel, UnsentOption, UnboundedReservation,
        BudgetBelowOneCall, LapsedCredit, EndsWithCredit,
    ];

    private static ProblemRule Warning(string id, string title, string messageFormat) =>
        new(id, title, messageFormat, IsBlocking: false, ProblemSeverity.Warning);

    private static ProblemRule Error(string id, string title, string messageFormat) => new(id, title, messageFormat, IsBlocking: false);
}
