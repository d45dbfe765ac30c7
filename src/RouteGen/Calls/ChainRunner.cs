using RouteGen.Attempts;
using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>Drives a <see cref="ChainWalk"/> until a target serves, a fault stops the call, or nothing is left to ask.</summary>
internal static class ChainRunner
{
    /// <summary>Runs the chain of <paramref name="call"/>.</summary>
    /// <returns>
    /// The attempt that serves, or one whose malformed reply the route returns: <see cref="RouteCall.End(Attempt)"/> tells them apart.
    /// </returns>
    /// <exception cref="RouteException">No target served; the call has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the call has ended.</exception>
    public static ValueTask<Attempt> RunAsync(RouteCall call)
    {
        var walk = WalkAsync(call);
        return walk.IsCompletedSuccessfully && call.Place is null && walk.Result.Serves is { } attempt
            ? new(Served(call, attempt))
            : CompleteAsync(call, walk);
    }

    /// <summary>Takes a whole reply down, where the route captures it; one in pieces is taken down as it is handed on.</summary>
    private static Attempt Served(RouteCall call, Attempt attempt)
    {
        if (call.Content is { } content && !attempt.Delivery.ComesInPieces)
        {
            attempt.Delivery.Capture(content);
        }

        return attempt;
    }

    /// <summary>Sees to it that a call that nobody serves has ended, and holds no place that it waited for and did not need.</summary>
    private static async ValueTask<Attempt> CompleteAsync(RouteCall call, ValueTask<Verdict> walk)
    {
        Verdict verdict;
        try
        {
            verdict = await walk.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            call.End(RouteOutcome.Cancelled, Fault.Cancelled);
            throw new OperationCanceledException(call.CancellationToken);
        }
        catch
        {
            // The application's own code, such as a ConfigureOptions hook: the record is written and its exception is its own to see.
            call.End(RouteOutcome.Failed, Fault.Unknown);
            throw;
        }
        finally
        {
            call.GiveBackPlace();
            call.GiveBackCredit();
        }

        return (verdict.Serves ?? call.Malformed) is { } attempt ? Served(call, attempt) : throw call.End(verdict);
    }

    private static async ValueTask<Verdict> WalkAsync(RouteCall call)
    {
        call.CancellationToken.ThrowIfCancellationRequested();
        if (RefusalOf(call) is { } refused)
        {
            return Verdict.Stopped(refused);
        }

        var walk = new ChainWalk(call.Plan, call.Order.Places);
        ChainFit.Narrow(call, ref walk);
        if (call.Budgets is { } budgets)
        {
            var admission = await budgets.AdmitAsync(walk.Order).ConfigureAwait(false);
            if (admission.Refusal is { } refusal)
            {
                return Verdict.Refused(refusal);
            }

            walk.Take(admission.Places!);
        }

        if (ChainWait.IsNeeded(call, walk.Order))
        {
            await ChainWait.ForOneAsync(call, walk.Order).ConfigureAwait(false);
            if (call.Remaining <= TimeSpan.Zero)
            {
                return Verdict.Failed(Unavailable(call));
            }
        }

        Attempt? failed = null;
        while (walk.MoveNext())
        {
            var entry = call.Plan.Entries[walk.Place];
            if (walk.IsTooSmall)
            {
                call.Skip(entry, SkipReason.WindowTooSmall);
                continue;
            }

            if (IsOver(call, failed))
            {
                break;
            }

            if (TargetRunner.WouldExceedCost(call, entry))
            {
                return Verdict.Failed(Fault.CostLimitExceeded);
            }

            if (call.Budgets is { } cover)
            {
                var admission = await cover.CoverAsync(walk.FromHere).ConfigureAwait(false);
                if (admission.Refusal is { } refusal)
                {
                    return Verdict.Refused(refusal);
                }

                if (!admission.Has(walk.Place))
                {
                    continue;
                }
            }

            if (TargetEntry.TryEnter(call, entry, out var key, out var ticket) is { } closed)
            {
                call.Skip(entry, closed);
                if (failed is null && walk.Rest.Count == 0
                    && ChainWait.IsNeeded(call, walk.Order) && await ChainWait.ForOneAsync(call, walk.Order).ConfigureAwait(false))
                {
                    // Others were quicker to take what was free.
                    call.TakeBackIn(IsForAWhile);
                    walk.Restart();
                }

                continue;
            }

            if (key.Credit is not null)
            {
                var leave = await CallCredits.EnterAsync(call, entry, key, ticket).ConfigureAwait(false);
                if (leave.Refusal is { } spent)
                {
                    call.Skip(entry, spent);
                    continue;
                }

                (key, ticket) = (leave.Key, leave.Ticket);
            }

            if (failed is not null)
            {
                call.Advance(failed.Entry, entry, failed.Failure!.Fault.Fault);
            }

            var attempt = await TargetRunner.AskAsync(call, entry, key, ticket, walk.Rest).ConfigureAwait(false);
            if (attempt.Failure is not { } failure)
            {
                return Verdict.Served(attempt);
            }

            if (call.Budgets?.Refusal is { } noMore)
            {
                return Verdict.Refused(noMore);
            }

            failed = attempt;
            walk.Fail(failure.Fault.Fault);
            if (walk.Stopped)
            {
                return Verdict.Stopped(failure.Fault.Fault);
            }

            if (failure.Action == FaultAction.Elsewhere)
            {
                ChainFit.NarrowNamed(call, ref walk);
                if (ChainWait.IsNeeded(call, walk.Order))
                {
                    await ChainWait.ForOneAsync(call, walk.Order).ConfigureAwait(false);
                }
            }
        }

        return Verdict.Failed(failed?.Failure!.Fault.Fault ?? Unavailable(call));
    }

    /// <summary>Why a request is refused, whatever the targets are like; null where it is not.</summary>
    private static Fault? RefusalOf(RouteCall call) =>
        call.Definition.InputTokenLimit is { } limit && call.Facts.InputTokens > limit ? Fault.InputLimitExceeded
        : call.Facts.HasConversation && !call.Plan.HasOneProvider ? Fault.StateNotPortable
        : null;

    /// <summary>
    /// Whether the bounds of the call leave no further attempt. One that has just begun, and waited for nobody, has its time.
    /// </summary>
    private static bool IsOver(RouteCall call, Attempt? failed) =>
        call.AttemptsLeft <= 0 || ((failed is not null || call.Budgets is { MayHaveTakenTime: true }) && call.Remaining <= TimeSpan.Zero);

    /// <summary>Whether a target was not asked for a reason that passes.</summary>
    private static bool IsForAWhile(SkipReason reason) =>
        reason is SkipReason.RequestRateReached or SkipReason.TokenRateReached or SkipReason.ConcurrencyReached
            or SkipReason.CircuitOpen or SkipReason.CoolingDown;

    private static Fault Unavailable(RouteCall call) => call.Skipped switch
    {
        { Count: > 0 } all when all.All(l => l.Reason == SkipReason.WindowTooSmall) => Fault.ContextTooLong,
        { Count: > 0 } all when all.All(l => l.Reason is SkipReason.MissingFeature or SkipReason.UnsupportedOption) =>
            Fault.UnsupportedRequest,
        // Nobody was asked and nobody was skipped: the ledger took all the time that there was.
        { Count: 0 } when call is { Budgets: not null, Attempts: [] } && call.Remaining <= TimeSpan.Zero => Fault.BudgetUnavailable,
        _ => Fault.NoTargetAvailable,
    };
}
