using RouteGen.Budgets;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>What a budget with <c>"reserve": "expected"</c> asks for, and by how much a call can come to more.</summary>
internal sealed partial class BudgetLine
{
    private long? _seen;
    private bool _hasRead;

    /// <summary>By how much one attempt can come to more than was asked for; nothing where the worst was.</summary>
    public BudgetAmount PossibleOverrun { get; private set; }

    /// <summary>The output that one attempt is taken to write; null when nothing bounds it.</summary>
    private long? OutputOf(RouteCall call, PlanEntry entry)
    {
        long? allowed = call.OutputAllowedAt(entry);
        return budget.Reserve == BudgetReservationBasis.Worst ? allowed : Expected(call, allowed);
    }

    private long? Expected(RouteCall call, long? allowed)
    {
        if (!_hasRead)
        {
            // Read once: what a call asks for does not change because others end.
            (_hasRead, _seen) = (true, call.Route.Outputs?.Percentile95);
        }

        return _seen is { } seen ? Math.Min(seen, allowed ?? seen) : (allowed + 9) / 10;
    }

    private void NoteOverrun(RouteCall call, ReadOnlySpan<int> remaining)
    {
        if (budget.Reserve == BudgetReservationBasis.Worst)
        {
            return;
        }

        BudgetAmount worst = default;
        foreach (var place in remaining)
        {
            var entry = call.Plan.Entries[place];
            worst = Counts(entry)
                ? BudgetAmount.Max(worst, Estimate(call, entry, call.OutputAllowedAt(entry)))
                : worst;
        }

        PossibleOverrun = worst - _next;
    }

    private BudgetAmount Estimate(RouteCall call, PlanEntry entry, long? output) => account.Unit switch
    {
        BudgetUnit.Usd => BudgetAmount.FromUsd(RequestCost.WorstCase(call, entry, output) ?? 0),
        BudgetUnit.Tokens => BudgetAmount.FromUnitsSaturating((Int128)call.Facts.InputTokens + (output ?? 0)),
        _ => BudgetAmount.FromCalls(CountsRequests || _attempts == 0 ? 1 : 0),
    };
}
