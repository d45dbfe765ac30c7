using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>What a budget allows, as a reader of hover documentation wants it.</summary>
internal static class BudgetText
{
    public static string Describe(BudgetEntry budget)
    {
        var about = budget.About is null ? "" : " " + DocText.Sentence(DocText.Escape(budget.About));
        return $"{DocText.Code(budget.Name)}: {Limits(budget)} per {Scope(budget)}, {Window(budget)}.{about}";
    }

    private static string Limits(BudgetEntry budget)
    {
        string?[] limits =
        [
            budget.LimitUsd is { } usd ? CSharpText.Plain(usd) + " USD" : null,
            budget.LimitTokens is { } tokens ? DocText.Count(tokens) + " tokens" : null,
            budget.LimitCalls is { } calls ? DocText.Count(calls) + " calls" : null,
        ];
        var stated = limits.OfType<string>().ToArray();
        return stated.Length == 0 ? "no limit" : string.Join(", ", stated);
    }

    private static string Scope(BudgetEntry budget) => budget.Per == BudgetScope.Tag && budget.Tag is { } tag
        ? $"value of the tag {DocText.Code(tag)}"
        : budget.Per.ToString().ToLowerInvariant();

    private static string Window(BudgetEntry budget) => budget.Period == BudgetPeriod.Sliding
        ? $"in any {TimeText.Words(budget.Sliding)}"
        : $"each calendar {budget.Period.ToString().ToLowerInvariant()}";
}
