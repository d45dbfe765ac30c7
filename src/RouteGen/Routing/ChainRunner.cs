using Polly;
using RouteGen.Costs;
using RouteGen.Faults;
using RouteGen.Health;

namespace RouteGen.Routing;

/// <summary>Walks a chain until a target serves, a fault stops the call, or nothing is left to ask.</summary>
internal static class ChainRunner
{
    /// <summary>Retry-After is waited for while another target remains only if it is at most this long.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>Runs the chain of <paramref name="call"/>.</summary>
    /// <returns>The attempt that serves, and its target.</returns>
    /// <exception cref="RouteException">No target served; the call is completed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the call is completed.</exception>
    public static async ValueTask<(AttemptResult Result, PlanEntry Entry)> RunAsync(RouteCall call)
    {
        try
        {
            return await WalkAsync(call).ConfigureAwait(false);
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
    }

    private static async ValueTask<(AttemptResult, PlanEntry)> WalkAsync(RouteCall call)
    {
        call.CancellationToken.ThrowIfCancellationRequested();
        if (call.Definition.InputTokenLimit is { } limit && call.EstimatedInput > limit)
        {
            throw call.Fail(RouteOutcome.Stopped, Fault.InputLimitExceeded);
        }

        List<PlanEntry> candidates = Candidates(call);
        if (candidates.Count > 0)
        {
            await WaitForOneAsync(call, candidates).ConfigureAwait(false);
        }

        AttemptResult? last = null;
        PlanEntry? lastEntry = null;
        for (var i = 0; i < candidates.Count; i++)
        {
            PlanEntry entry = candidates[i];
            if (last is { Action: FaultAction.NextLarger } && !IsLarger(entry, lastEntry!))
            {
                call.LeaveOut(entry, LeftOutReason.WindowTooSmall);
                continue;
            }

            if (call.AttemptsLeft <= 0 || call.Remaining <= TimeSpan.Zero)
            {
                break;
            }

            if (WouldExceedCost(call, entry))
            {
                throw call.Fail(RouteOutcome.Failed, Fault.CostLimitExceeded);
            }

            if (entry.Slot.Health.TryEnter(out HealthTicket ticket) is { } refusal)
            {
                call.LeaveOut(entry, refusal);
                continue;
            }

            if (last is not null)
            {
                call.Advance(lastEntry!.Index, entry.Index, last.Record.Fault);
            }

            AttemptResult result = await AskAsync(call, entry, ticket, HasNext(call, candidates, i)).ConfigureAwait(false);
            if (result.Serves)
            {
                return (result, entry);
            }

            if (result.Action == FaultAction.Stop)
            {
                throw call.Fail(RouteOutcome.Stopped, result.Record.Fault);
            }

            last = result;
            lastEntry = entry;
        }

        throw call.Fail(RouteOutcome.Failed, last?.Record.Fault ?? Unavailable(call));
    }

    private static List<PlanEntry> Candidates(RouteCall call)
    {
        ModelFeatures needed = Preflight.NeededBy(call);
        var candidates = new List<PlanEntry>(call.Plan.Chain.Length);
        foreach (PlanEntry entry in call.Plan.Chain)
        {
            if (Preflight.Check(call, entry, needed) is { } reason)
            {
                call.LeaveOut(entry, reason);
            }
            else
            {
                candidates.Add(entry);
            }
        }

        return candidates;
    }

    /// <summary>When every target is open or cooling down, waits for the soonest, if it comes within the total.</summary>
    private static async ValueTask WaitForOneAsync(RouteCall call, List<PlanEntry> candidates)
    {
        TimeSpan soonest = TimeSpan.MaxValue;
        foreach (PlanEntry entry in candidates)
        {
            if (entry.Slot.Health.Peek(out TimeSpan wait) is null)
            {
                return;
            }

            soonest = wait < soonest && wait > TimeSpan.Zero ? wait : soonest;
        }

        if (soonest < call.Remaining)
        {
            await Task.Delay(soonest, call.Time, call.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks one target, and asks it again as its faults and the route's retries allow.</summary>
    private static async ValueTask<AttemptResult> AskAsync(RouteCall call, PlanEntry entry, HealthTicket ticket, bool hasNext)
    {
        AttemptResult first = await SendAsync(call, entry, ticket, hasNext, repetition: 0, delay: TimeSpan.Zero).ConfigureAwait(false);
        // A probe of an open breaker is one request.
        if (!first.MayRetry || ticket.IsProbe || call.Plan.Retry is not { } retry)
        {
            return first;
        }

        // Polly is entered with the first failure in hand, so that a call that needs no repetition does not pay for it.
        using var deadline = new AttemptTimer(call.Time, call.Remaining, "total", call.CancellationToken);
        ResilienceContext context = ResilienceContextPool.Shared.Get(deadline.Token);
        try
        {
            Outcome<AttemptResult> outcome = await retry.ExecuteOutcomeAsync(
                static async (_, repetitions) => Outcome.FromResult(await repetitions.NextAsync().ConfigureAwait(false)),
                context,
                new Repetitions(call, entry, hasNext, first)).ConfigureAwait(false);
            if (outcome.Result is { } result)
            {
                return result;
            }

            call.CancellationToken.ThrowIfCancellationRequested();
            if (outcome.Exception is OperationCanceledException)
            {
                // The total ran out during a wait: the last failure stands.
                return first;
            }

            outcome.ThrowIfException();
            return first;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<AttemptResult> SendAsync(RouteCall call, PlanEntry entry, HealthTicket ticket, bool hasNext, int repetition, TimeSpan delay)
    {
        var left = false;
        try
        {
            (AttemptRecord record, FaultInfo fault, AttemptReply reply) = call.Streamed
                ? await StreamAttempt.OpenAsync(call, entry, delay).ConfigureAwait(false)
                : await BufferedAttempt.SendAsync(call, entry, delay).ConfigureAwait(false);
            entry.Slot.Health.Leave(ticket, reply.Serves, FaultTable.BlameFor(fault.Fault));
            left = true;
            if (reply.Serves)
            {
                return new AttemptResult { Record = record, Reply = reply.Response, Stream = reply.Stream };
            }

            call.CancellationToken.ThrowIfCancellationRequested();
            return Decide(call, entry, record, fault, hasNext, repetition);
        }
        finally
        {
            if (!left)
            {
                entry.Slot.Health.Leave(ticket, served: false, FaultBlame.None);
            }
        }
    }

    /// <summary>What follows from a failure: the fault's default action, within the bounds of the call.</summary>
    private static AttemptResult Decide(RouteCall call, PlanEntry entry, AttemptRecord record, FaultInfo fault, bool hasNext, int repetition)
    {
        FaultAction action = FaultTable.ActionFor(fault.Fault);
        var retry = action switch
        {
            FaultAction.Retry => true,
            FaultAction.RetryOnce => repetition == 0,
            FaultAction.NextOrRetryOnce => repetition == 0 && !hasNext,
            _ => false,
        };
        if (fault.RetryAfter is { } wait)
        {
            retry &= wait < call.Remaining && (wait <= ShortWait || !hasNext);
            if (fault.Fault is Fault.RateLimited or Fault.Overloaded or Fault.QuotaExhausted)
            {
                entry.Slot.Health.CoolDown(wait);
            }
        }

        retry &= call.AttemptsLeft > 0 && call.Remaining > TimeSpan.Zero && !WouldExceedCost(call, entry);
        return new AttemptResult { Record = record, Action = action, MayRetry = retry, RetryDelay = fault.RetryAfter };
    }

    private static bool HasNext(RouteCall call, List<PlanEntry> candidates, int index)
    {
        if (call.AttemptsLeft <= 1)
        {
            return false;
        }

        for (var i = index + 1; i < candidates.Count; i++)
        {
            if (candidates[i].Slot.Health.Peek(out _) is null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool WouldExceedCost(RouteCall call, PlanEntry entry)
    {
        if (call.Definition.CostLimitUsd is not { } limit)
        {
            return false;
        }

        (var spent, _, _) = AttemptCost.Sum(call.Attempts);
        var next = AttemptCost.Estimate(entry, call.EstimatedInput, OptionsAdapter.OutputAllowance(entry, call.Definition, call.Options));

        // An unknown cost cannot be held to a limit; the build says so, and the call is not refused for it.
        return spent + next > limit;
    }

    private static bool IsLarger(PlanEntry entry, PlanEntry than) =>
        Preflight.Window(than.Model) is not { } small || Preflight.Window(entry.Model) is not { } window || window > small;

    private static Fault Unavailable(RouteCall call) => call.LeftOut switch
    {
        { Count: > 0 } all when all.All(l => l.Reason == LeftOutReason.WindowTooSmall) => Fault.ContextTooLong,
        { Count: > 0 } all when all.All(l => l.Reason is LeftOutReason.MissingFeature or LeftOutReason.UnsupportedOption) => Fault.UnsupportedRequest,
        _ => Fault.NoTargetAvailable,
    };

    /// <summary>The attempts at one target, the first of which has failed already.</summary>
    private sealed class Repetitions(RouteCall call, PlanEntry entry, bool hasNext, AttemptResult first)
    {
        private AttemptResult? _last;
        private int _count;

        public async ValueTask<AttemptResult> NextAsync()
        {
            if (_last is null)
            {
                return _last = first;
            }

            return _last = await SendAsync(call, entry, default, hasNext, ++_count, _last.ActualDelay).ConfigureAwait(false);
        }
    }
}
