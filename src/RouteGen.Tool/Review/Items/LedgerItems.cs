using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Model.Reading;
using RouteGen.Sqlite.Budgets;
using RouteGen.Tool.Budgets;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Review.Subject;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review.Items;

/// <summary>Budgets near their caps, and free credit that ends soon.</summary>
internal static class LedgerItems
{
    private const decimal Near = 0.8m;
    private const int SoonDays = 30;

    /// <param name="review">The table.</param>
    /// <param name="ledger">The SQLite file of the ledger, which is only read; null for none, and then only days are known.</param>
    public static IEnumerable<Finding> Find(ReviewedTable review, string? ledger)
    {
        var now = new DateTimeOffset(review.Today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        IReadOnlyList<AccountState> states = [];
        if (ledger is not null)
        {
            now = review.Host.Time.GetUtcNow();
            states = LedgerReading.Read(review.Host.FullPath(ledger), now);
            foreach (var budget in BudgetView.All(states, review.File.Definition, now).Where(static b => b.Fullness >= Near))
            {
                yield return new("budget-near-cap", budget.Fullness >= 1m ? FindingLevel.Error : FindingLevel.Warning,
                    budget.Fullness >= 1m ? "Budget used up" : "Budget near its cap",
                    $"'{budget.Account.Budget}'{(budget.Account.Scope.Length == 0 ? "" : $" of '{budget.Account.Scope}'")} is "
                    + $"{Wording.Percent(budget.Fullness!.Value)} full. Raise it, or find out who uses it: routegen budgets")
                {
                    Subject = $"budget {budget.Account.Budget}",
                    Place = review.PlaceOf(EntrySection.Budgets, budget.Account.Budget, "limit"),
                };
            }
        }

        foreach (var credit in BudgetsVerb.Credits(states, review.File.Definition, now))
        {
            if (Ends(review, credit, ledger is not null) is { } ends)
            {
                yield return new("credit-ends", FindingLevel.Warning, "Free credit ends",
                    $"The free credit of '{credit.Provider}' {ends}. Then its targets "
                    + (credit.Then == CreditEndAction.Skip ? "are skipped." : "cost money."))
                {
                    Subject = $"provider {credit.Provider}",
                    Place = review.PlaceOf(EntrySection.Providers, credit.Provider, "credits"),
                };
            }
        }
    }

    private static string? Ends(ReviewedTable review, CreditStatus credit, bool isCounted) =>
        credit.HasLapsed ? "has lapsed"
        : isCounted && BudgetsVerb.Used(credit) >= Near ? $"is {Wording.Percent(BudgetsVerb.Used(credit))} used"
        : credit.Until is { } until && until.DayNumber - review.Today.DayNumber <= SoonDays
            ? $"lapses on {until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
        : null;
}
