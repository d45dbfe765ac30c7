using Polly;
using RouteGen.Attempts;
using RouteGen.Carriers;
using RouteGen.Faults;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Calls;

/// <summary>Asks one target of a chain, and asks it again as its faults, the route's retries and the bounds of the call allow.</summary>
internal static class TargetRunner
{
    /// <summary>Retry-After is waited for while another target remains only if it is at most this long.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>Asks one target, and asks it again as its faults and the route's retries allow.</summary>
    /// <param name="call">The call.</param>
    /// <param name="entry">The target.</param>
    /// <param name="key">The key that gave leave.</param>
    /// <param name="ticket">The leave.</param>
    /// <param name="ahead">The places that may be asked after it.</param>
    /// <returns>The attempt that serves, or the last that failed.</returns>
    public static ValueTask<Attempt> AskAsync(
        RouteCall call, PlanEntry entry, TargetKey key, HealthTicket ticket, ArraySegment<int> ahead)
    {
        var asking = new Asking(call, entry, ahead);
        var first = SendAsync(asking, key, ticket, repetition: 0, delay: TimeSpan.Zero);

        // A probe of an open breaker is one request.
        return call.Plan.Retry is null || ticket.IsProbe || (first.IsCompletedSuccessfully && first.Result.Failure is null)
            ? first
            : RepeatAsync(asking, key, first);
    }

    /// <summary>Whether one more attempt could take the call over the route's <c>costUsd</c>.</summary>
    public static bool WouldExceedCost(RouteCall call, PlanEntry entry)
    {
        if (call.Definition.CostLimitUsd is not { } limit)
        {
            return false;
        }

        var spent = 0m;
        foreach (var attempt in call.Attempts)
        {
            spent += attempt.CostUsd ?? 0m;
        }

        // A cost of which not even a bound is known cannot be held to a limit; the build says so, and the call is not refused for it.
        return spent + (RequestCost.WorstCase(call, entry) ?? 0m) > limit;
    }

    private static ValueTask<Attempt> SendAsync(Asking asking, TargetKey key, HealthTicket ticket, int repetition, TimeSpan delay)
    {
        var attempt = Start(asking, key, ticket, delay);
        var opening = attempt.OpenAsync();
        if (opening.IsCompletedSuccessfully && opening.Result)
        {
            key.Health.LeaveServed(ticket, attempt.Latency, asking.Call.LastEnd);
            return new(attempt);
        }

        var opened = OpenedAsync(asking, attempt, ticket, repetition, opening);
        return asking.Entry.Slot.Keys.AreSeveral ? SendToNextAsync(asking, repetition, opened) : opened;
    }

    private static async ValueTask<Attempt> OpenedAsync(
        Asking asking, Attempt attempt, HealthTicket ticket, int repetition, ValueTask<bool> opening)
    {
        var left = false;
        try
        {
            await opening.ConfigureAwait(false);
            var fault = attempt.Failure?.Fault ?? default;
            attempt.Key.Health.Leave(ticket, fault, attempt.Latency, asking.Call.LastEnd);
            left = true;
            if (attempt.Failure is { } failure)
            {
                asking.Call.CancellationToken.ThrowIfCancellationRequested();
                attempt.Key.Health.CoolDownAfter(fault);
                asking.Call.Keep(attempt);
                Decide(asking, failure, repetition);
            }

            return attempt;
        }
        finally
        {
            if (!left)
            {
                attempt.Key.Health.Leave(ticket, new(Fault.Cancelled), default);
            }
        }
    }

    /// <summary>Begins an attempt; where a hook of the application's throws, the leave to send is given back.</summary>
    private static Attempt Start(in Asking asking, TargetKey key, HealthTicket ticket, TimeSpan delay)
    {
        try
        {
            return Attempt.Start(asking.Call, asking.Entry, key, delay);
        }
        catch
        {
            key.Health.Leave(ticket, new(Fault.Cancelled), default);
            throw;
        }
    }

    /// <summary>
    /// What another key could get is asked for with the next one at once, until one serves, none is left, or the call's bounds are reached.
    /// </summary>
    private static async ValueTask<Attempt> SendToNextAsync(Asking asking, int repetition, ValueTask<Attempt> opened)
    {
        var (call, entry) = (asking.Call, asking.Entry);
        var attempt = await opened.ConfigureAwait(false);
        List<TargetKey> tried = [attempt.Key];

        // A refusal that counts usage is billed all the same: it is an attempt of the target, of which the table bounds the number.
        while (attempt.Failure is { } failure && Blame.IsOfCredential(failure.Fault) && call.Attempts[^1].Usage is null
            && asking.MayAskAgain && entry.Slot.Keys.TryNext(tried, out var ticket) is { } key)
        {
            var hasRoom = false;
            try
            {
                hasRoom = await asking.TryRoomAsync(key).ConfigureAwait(false);
            }
            finally
            {
                if (!hasRoom)
                {
                    key.Health.Leave(ticket, new(Fault.Cancelled), default);
                }
            }

            if (!hasRoom)
            {
                break;
            }

            tried.Add(key);
            var next = Start(asking, key, ticket, TimeSpan.Zero);
            attempt = await OpenedAsync(asking, next, ticket, repetition, next.OpenAsync()).ConfigureAwait(false);
        }

        return attempt;
    }

    private static async ValueTask<Attempt> RepeatAsync(Asking asking, TargetKey key, ValueTask<Attempt> asked)
    {
        var first = await asked.ConfigureAwait(false);
        if (first.Failure is not { MayRetry: true })
        {
            return first;
        }

        // Polly is entered with the first failure in hand, so that a call that needs no repetition does not pay for it.
        var call = asking.Call;
        var now = call.Time.GetTimestamp();
        using var deadline = AttemptTimer.Start(call.Time, now, call.RemainingAt(now), "total", call.CancellationToken);
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        try
        {
            var repetitions = new Repetitions(asking, key, first);
            var outcome = await call.Plan.Retry!.ExecuteOutcomeAsync(
                static async (_, repetitions) => Outcome.FromResult<AttemptFailure?>(await repetitions.NextAsync().ConfigureAwait(false)),
                context,
                repetitions).ConfigureAwait(false);
            if (outcome.Exception is null)
            {
                return repetitions.Last;
            }

            call.CancellationToken.ThrowIfCancellationRequested();
            if (outcome.Exception is OperationCanceledException)
            {
                // The total ran out during a wait: the last failure stands.
                return repetitions.Last;
            }

            outcome.ThrowIfException();
            return repetitions.Last;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>What follows from a failure: what the table says, else the fault's default action, within the bounds of the call.</summary>
    private static void Decide(in Asking asking, AttemptFailure failure, int repetition)
    {
        var fault = failure.Fault;
        var action = asking.Call.Plan.ActionAt(asking.Entry.Index, fault.Fault);
        var retry = action switch
        {
            FaultAction.Retry => true,
            FaultAction.RetryOnce => repetition == 0,
            FaultAction.NextOrRetryOnce => repetition == 0 && !asking.HasNext,
            _ => false,
        };
        if (fault.RetryAfter is { } wait)
        {
            retry = retry && wait < asking.Call.Remaining && (wait <= ShortWait || !asking.HasNext);
        }

        // A redirect points elsewhere for good, whatever the table says of its fault.
        failure.Action = action;
        failure.MayRetry = retry && !fault.IsFinal && !Redirect.Is(fault.StatusCode) && asking.MayAskAgain;
    }

    /// <summary>The attempts at one target, the first of which has failed already.</summary>
    private sealed class Repetitions(Asking asking, TargetKey first, Attempt failed)
    {
        private int _count = -1;

        public Attempt Last { get; private set; } = failed;

        /// <returns>How it failed; null when it serves.</returns>
        public async ValueTask<AttemptFailure?> NextAsync()
        {
            if (++_count == 0)
            {
                return Last.Failure;
            }

            // What one key is kept from another may get; a repetition passes over the breakers where none can be used.
            var failure = Last.Failure!;
            var key = first;
            HealthTicket ticket = default;
            if (asking.Entry.Slot.Keys.AreSeveral && asking.Entry.Slot.Keys.TryEnter(out var other, out var granted) is null)
            {
                (key, ticket) = (other, granted);
            }

            var hasRoom = false;
            try
            {
                hasRoom = await asking.TryRoomAsync(key).ConfigureAwait(false);
            }
            finally
            {
                if (!hasRoom)
                {
                    key.Health.Leave(ticket, new(Fault.Cancelled), default);
                }
            }

            if (!hasRoom)
            {
                failure.MayRetry = false;
                return failure;
            }

            Last = await SendAsync(asking, key, ticket, _count, failure.ActualDelay).ConfigureAwait(false);
            return Last.Failure;
        }
    }
}
