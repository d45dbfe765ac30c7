using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>
/// Sentences, each behind a space, that say by how much a call can come to more than budgets with
/// <c>"reserve": "expected"</c> reserve for it.
/// </summary>
internal static class OverrunText
{
    public static IEnumerable<string> Describe(RouteTable table, RouteEntry route)
    {
        foreach (var budget in table.BudgetsNamed(route.Budgets).Where(b => b.Reserve == BudgetReservationBasis.Expected))
        {
            var parts = new List<string>();
            if (budget.LimitUsd is not null)
            {
                parts.Add(PossibleOverrun.Usd(table, route) is { } usd ? Plain(usd) + " USD" : "USD without a bound");
            }

            if (budget.LimitTokens is not null)
            {
                parts.Add(
                    PossibleOverrun.Tokens(table, route) is { } tokens ? DocText.Count(tokens) + " tokens" : "tokens without a bound");
            }

            if (parts.Count > 0)
            {
                yield return $" Of budget {DocText.Code(budget.Name)} a call reserves what is expected: each attempt under way can pass " +
                    $"its limit by up to {string.Join(" and ", parts)}.";
            }
        }
    }
}
