using RouteGen.Plans;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>One target's turn in a call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Entry">The target.</param>
/// <param name="Ahead">The places that may be asked after it.</param>
internal readonly record struct Asking(RouteCall Call, PlanEntry Entry, ArraySegment<int> Ahead)
{
    /// <summary>Whether the bounds of the call leave one more attempt at the target.</summary>
    public bool MayAskAgain =>
        Call.AttemptsLeft > 0
        && Call.Remaining > TimeSpan.Zero && !TargetRunner.WouldExceedCost(Call, Entry) && TargetEntry.IsWithinLimits(Call, Entry);

    /// <summary>Whether another target could be asked now.</summary>
    public bool HasNext
    {
        get
        {
            if (Call.AttemptsLeft <= 0)
            {
                return false;
            }

            foreach (var place in Ahead)
            {
                if (TargetEntry.IsFree(Call, Call.Plan.Entries[place]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// Takes the room for one more attempt; false where there is none left for it, or others took it. Budgets that do not let the call go
    /// on say so in <see cref="CallBudgets.Refusal"/>.
    /// </summary>
    /// <param name="key">The key with which it is to be made.</param>
    public async ValueTask<bool> TryRoomAsync(TargetKey key)
    {
        if (Call.Budgets is { } budgets)
        {
            var admission = await budgets.CoverAsync(new[] { Entry.Index }).ConfigureAwait(false);
            budgets.Refusal = admission.Refusal;
            if (!admission.Has(Entry.Index))
            {
                return false;
            }
        }

        if (await CallCredits.TakeAsync(Call, Entry, key).ConfigureAwait(false) is not null)
        {
            return false;
        }

        if (TargetEntry.TryLoad(Call, Entry) is null)
        {
            return true;
        }

        Call.GiveBackCredit();
        return false;
    }
}
