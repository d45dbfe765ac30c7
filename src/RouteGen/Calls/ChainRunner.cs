using RouteGen.Attempts;
using RouteGen.Definitions;
using RouteGen.Faults;
using RouteGen.Plans;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>Walks a chain until a target serves, a fault stops the call, or nothing is left to ask.</summary>
internal static class ChainRunner
{
    /// <summary>Runs the chain of <paramref name="call"/>.</summary>
    /// <returns>The attempt that serves, and its target.</returns>
    /// <exception cref="RouteException">No target served; the call is completed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the call is completed.</exception>
    public static ValueTask<(AttemptResult Result, PlanEntry Entry)> RunAsync(RouteCall call)
    {
        var walk = WalkAsync(call);
        return walk.IsCompletedSuccessfully && call.Place is null ? walk : CompleteAsync(call, walk);
    }

    /// <summary>
    /// Sees to it that a call that ends by an exception has its record, and holds no place that it waited for and did not need.
    /// </summary>
    private static async ValueTask<(AttemptResult, PlanEntry)> CompleteAsync(RouteCall call, ValueTask<(AttemptResult, PlanEntry)> walk)
    {
        try
        {
            return await walk.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            if (!call.IsCompleted)
            {
                call.Complete(RouteOutcome.Cancelled, Fault.Cancelled);
            }

            throw new OperationCanceledException(call.CancellationToken);
        }
        catch (Exception e) when (e is not RouteException)
        {
            // The application's own code, such as a ConfigureOptions hook: the record is written and its exception is its own to see.
            if (!call.IsCompleted)
            {
                call.Complete(RouteOutcome.Failed, Fault.Unknown);
            }

            throw;
        }
        finally
        {
            call.GiveBackPlace();
        }
    }

    private static async ValueTask<(AttemptResult, PlanEntry)> WalkAsync(RouteCall call)
    {
        call.CancellationToken.ThrowIfCancellationRequested();
        if (call.Definition.InputTokenLimit is { } limit && call.EstimatedInput > limit)
        {
            throw call.Fail(RouteOutcome.Stopped, Fault.InputLimitExceeded);
        }

        if (call.Options?.ConversationId is not null && !call.Plan.HasOneProvider)
        {
            throw call.Fail(RouteOutcome.Stopped, Fault.StateNotPortable);
        }

        var candidates = Candidates(call);
        if (call.Budgets is { } budgets)
        {
            candidates = await budgets.AdmitAsync(candidates).ConfigureAwait(false);
        }

        if (IsToWait(call, candidates))
        {
            await ChainWait.ForOneAsync(call, candidates).ConfigureAwait(false);
            if (call.Remaining <= TimeSpan.Zero)
            {
                throw call.Fail(RouteOutcome.Failed, Unavailable(call));
            }
        }

        AttemptFailure? last = null;
        PlanEntry? lastEntry = null;
        for (var i = 0; i < candidates.Length; i++)
        {
            var entry = candidates[i];
            if (last is { Action: FaultAction.NextLarger } && !IsLarger(entry, lastEntry!))
            {
                call.Skip(entry, SkipReason.WindowTooSmall);
                continue;
            }

            if (call.AttemptsLeft <= 0 || ((last is not null || call.Budgets is not null) && call.Remaining <= TimeSpan.Zero))
            {
                break;
            }

            if (TargetRunner.WouldExceedCost(call, entry))
            {
                throw call.Fail(RouteOutcome.Failed, Fault.CostLimitExceeded);
            }

            if (call.Budgets is { } cover && !await cover.CoverAsync(candidates.AsMemory(i)).ConfigureAwait(false))
            {
                continue;
            }

            if (TargetRunner.TryEnter(call, entry, out var key, out var ticket) is { } refusal)
            {
                call.Skip(entry, refusal);
                if (last is null && i == candidates.Length - 1
                    && IsToWait(call, candidates) && await ChainWait.ForOneAsync(call, candidates).ConfigureAwait(false))
                {
                    // Others were quicker to take what was free.
                    call.TakeBackIn(IsForAWhile);
                    i = -1;
                }

                continue;
            }

            if (last is not null)
            {
                call.Advance(lastEntry!.Index, entry.Index, last.Fault.Fault);
            }

            var result = await TargetRunner.AskAsync(call, entry, key, ticket, HasNext(call, candidates, i)).ConfigureAwait(false);
            if (result.Failure is not { } failure)
            {
                return (result, entry);
            }

            if (failure.Action == FaultAction.Stop)
            {
                throw call.Fail(RouteOutcome.Stopped, failure.Fault.Fault);
            }

            last = failure;
            lastEntry = entry;
            if (failure.Action == FaultAction.Elsewhere)
            {
                candidates = Elsewhere(call, entry, failure.Fault.Fault);
                if (IsToWait(call, candidates))
                {
                    await ChainWait.ForOneAsync(call, candidates).ConfigureAwait(false);
                }

                i = -1;
            }
        }

        throw call.Fail(RouteOutcome.Failed, last?.Fault.Fault ?? Unavailable(call));
    }

    private static PlanEntry[] Candidates(RouteCall call)
    {
        var needed = Preflight.NeededBy(call);
        var issuer = Portability.IssuerOf(call.Messages);
        if (issuer is null && CanAllServe(call, needed))
        {
            return call.Chain;
        }

        var candidates = new List<PlanEntry>(call.Chain.Length);
        foreach (var entry in call.Chain)
        {
            if (Preflight.Check(call, entry, needed) is not { } reason)
            {
                candidates.Add(entry);
                continue;
            }

            call.Skip(entry, reason);
            if (reason == SkipReason.WindowTooSmall
                && entry.Rules?.RuleFor(Fault.ContextTooLong) is { Action: OnFaultAction.Targets or OnFaultAction.Stop } rule)
            {
                // An overflow that is foreseen is answered as one that happens.
                AddNamed(call, rule, needed, candidates);
                break;
            }
        }

        PreferIssuer(call, issuer, candidates, needed);
        return [.. candidates];
    }

    private static bool CanAllServe(RouteCall call, ModelFeatures needed)
    {
        foreach (var entry in call.Chain)
        {
            if (Preflight.Check(call, entry, needed) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The targets that the table names for a fault, without those that have been asked: a call comes to a target once.</summary>
    private static PlanEntry[] Elsewhere(RouteCall call, PlanEntry entry, Fault fault)
    {
        var candidates = new List<PlanEntry>();
        AddNamed(call, entry.Rules!.RuleFor(fault)!, Preflight.NeededBy(call), candidates);
        return [.. candidates];
    }

    private static void AddNamed(RouteCall call, OnFaultDefinition rule, ModelFeatures needed, List<PlanEntry> candidates)
    {
        for (var i = 0; i < rule.Targets.Count; i++)
        {
            var named = call.Plan.EntryOf(rule.Targets[i]);
            if (candidates.Contains(named) || call.Attempts.Any(a => a.Target == named.Target.Name))
            {
                continue;
            }

            if (Preflight.Check(call, named, needed) is { } reason)
            {
                call.Skip(named, reason);
            }
            else
            {
                candidates.Add(named);
            }
        }
    }

    /// <summary>A tool loop goes on where it began, if that target can be asked: it knows its own reasoning and ids.</summary>
    private static void PreferIssuer(RouteCall call, string? issuer, List<PlanEntry> candidates, ModelFeatures needed)
    {
        var entry = issuer is null ? null : Array.Find(call.Plan.Entries, e => e.Target.Name == issuer);
        if (entry is not null
            && (candidates.Remove(entry) || (entry.Index >= call.Plan.Chain.Length && Preflight.Check(call, entry, needed) is null)))
        {
            candidates.Insert(0, entry);
        }
    }

    /// <summary>Whether no target can be asked now: each is open, cooling down or at its own limits.</summary>
    private static bool IsToWait(RouteCall call, PlanEntry[] candidates)
    {
        foreach (var entry in candidates)
        {
            if (entry.Slot.Keys.Peek(out _) is null && TargetRunner.IsWithinLimits(call, entry))
            {
                return false;
            }
        }

        return candidates.Length > 0;
    }

    /// <summary>Whether a target was not asked for a reason that passes.</summary>
    private static bool IsForAWhile(SkipReason reason) =>
        reason is SkipReason.RequestRateReached or SkipReason.TokenRateReached or SkipReason.ConcurrencyReached
            or SkipReason.CircuitOpen or SkipReason.CoolingDown;

    private static bool HasNext(RouteCall call, PlanEntry[] candidates, int index)
    {
        if (call.AttemptsLeft <= 1)
        {
            return false;
        }

        for (var i = index + 1; i < candidates.Length; i++)
        {
            if (candidates[i].Slot.Keys.Peek(out _) is null && TargetRunner.IsWithinLimits(call, candidates[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLarger(PlanEntry entry, PlanEntry than) =>
        Preflight.Window(than.Model) is not { } small || Preflight.Window(entry.Model) is not { } window || window > small;

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
