namespace RouteGen.Model.Fields;

/// <summary>The words of the table's closed vocabularies.</summary>
internal static class Words
{
    public static readonly IReadOnlyList<(string Word, ModelFeatures Value)> Features =
    [
        ("streaming", ModelFeatures.Streaming),
        ("tools", ModelFeatures.Tools), ("jsonSchema", ModelFeatures.JsonSchema), ("vision", ModelFeatures.Vision),
        ("audio", ModelFeatures.Audio), ("files", ModelFeatures.Files), ("reasoning", ModelFeatures.Reasoning),
    ];

    public static readonly IReadOnlyList<(string Word, RequestParameters Value)> Options =
    [
        ("temperature", RequestParameters.Temperature), ("topP", RequestParameters.TopP), ("topK", RequestParameters.TopK),
        ("frequencyPenalty", RequestParameters.FrequencyPenalty),
        ("presencePenalty", RequestParameters.PresencePenalty), ("seed", RequestParameters.Seed),
        ("stopSequences", RequestParameters.StopSequences), ("reasoningEffort", RequestParameters.ReasoningEffort),
    ];

    public static readonly IReadOnlyList<(string Word, ProviderAuth Value)> Auth =
        [("apiKey", ProviderAuth.ApiKey), ("token", ProviderAuth.Token), ("none", ProviderAuth.None)];

    public static readonly IReadOnlyList<(string Word, ProviderApi Value)> Api =
        [("chatCompletions", ProviderApi.Default), ("responses", ProviderApi.Responses)];

    public static readonly IReadOnlyList<(string Word, bool Value)> DataCollection = [("allow", true), ("deny", false)];

    public static readonly IReadOnlyList<(string Word, int Value)> Efforts =
        [("none", 0), ("low", 1), ("medium", 2), ("high", 3), ("extraHigh", 4)];

    public static readonly IReadOnlyList<(string Word, bool Value)> Billings = [("usage", false), ("provisioned", true)];

    public static readonly IReadOnlyList<(string Word, ServiceTier Value)> ServiceTiers =
        [("standard", ServiceTier.Standard), ("flex", ServiceTier.Flex), ("priority", ServiceTier.Priority), ("batch", ServiceTier.Batch)];

    public static readonly IReadOnlyList<(string Word, BudgetScope Value)> Scopes =
    [
        ("user", BudgetScope.User),
        ("agent", BudgetScope.Agent), ("tenant", BudgetScope.Tenant), ("key", BudgetScope.Key), ("tag", BudgetScope.Tag),
        ("operation", BudgetScope.Operation),
        ("route", BudgetScope.Route), ("target", BudgetScope.Target), ("provider", BudgetScope.Provider), ("table", BudgetScope.Table),
    ];

    public static readonly IReadOnlyList<(string Word, BudgetPeriod Value)> Periods =
        [("hour", BudgetPeriod.Hour), ("day", BudgetPeriod.Day), ("week", BudgetPeriod.Week), ("month", BudgetPeriod.Month)];

    public static readonly IReadOnlyList<(string Word, ExpiredReservationAction Value)> ExpiredReservations =
        [("charge", ExpiredReservationAction.Charge), ("release", ExpiredReservationAction.Release)];

    public static readonly IReadOnlyList<(string Word, BudgetLimitAction Value)> AtLimits =
        [("reject", BudgetLimitAction.Reject), ("downgrade", BudgetLimitAction.Downgrade), ("warn", BudgetLimitAction.Warn)];

    public static readonly IReadOnlyList<(string Word, BudgetReservationBasis Value)> Reserves =
    [
        ("worst", BudgetReservationBasis.Worst), ("expected", BudgetReservationBasis.Expected)
    ];

    public static readonly IReadOnlyList<(string Word, CreditEndAction Value)> CreditEnds =
        [("skip", CreditEndAction.Skip), ("pay", CreditEndAction.Pay)];

    public static readonly IReadOnlyList<(string Word, RouteType Value)> RouteTypes =
    [
        ("chat", RouteType.Chat), ("embedding", RouteType.Embedding)
    ];

    public static readonly IReadOnlyList<(string Word, PromptCapture Value)> Captures =
        [("off", PromptCapture.Off), ("redacted", PromptCapture.Redacted), ("full", PromptCapture.Full)];

    public static readonly IReadOnlyList<(string Word, bool Value)> MalformedOutputs = [("fail", false), ("return", true)];

    public static readonly IReadOnlyList<(string Word, bool Value)> Visibility = [("public", true), ("internal", false)];

    public static readonly IReadOnlyList<(string Word, RouteStrategy Value)> Strategies =
        [("ordered", RouteStrategy.Ordered), ("weighted", RouteStrategy.Weighted), ("cheapest", RouteStrategy.Cheapest)];

    public static readonly IReadOnlyList<(string Word, OnFaultAction Value)> Actions =
        [("next", OnFaultAction.Next), ("retry", OnFaultAction.Retry), ("stop", OnFaultAction.Stop)];

    public static string Listed<T>(IReadOnlyList<(string Word, T Value)> words) =>
        string.Join(", ", words.Take(words.Count - 1).Select(w => $"\"{w.Word}\"")) + $" or \"{words[words.Count - 1].Word}\"";
}
