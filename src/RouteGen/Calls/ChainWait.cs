using RouteGen.Plans;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>
/// Waits where no target of a chain can be asked yet: breakers are open, providers asked to be left
/// alone, or the targets' own limits are reached.
/// </summary>
internal static class ChainWait
{
    /// <summary>Whether no target can be asked now: each is open, cooling down or at its own limits.</summary>
    public static bool IsNeeded(RouteCall call, int[] places)
    {
        foreach (var place in places)
        {
            if (TargetEntry.IsFree(call, call.Plan.Entries[place]))
            {
                return false;
            }
        }

        return places.Length > 0;
    }

    /// <summary>
    /// Waits for the first target that can be asked, as long as one can come within the total. Those who wait for
    /// room get it in the order in which they came.
    /// </summary>
    /// <returns>Whether one can be asked now; where it has limits, <see cref="RouteCall.Place"/> is the leave for it.</returns>
    public static async ValueTask<bool> ForOneAsync(RouteCall call, int[] places)
    {
        call.GiveBackPlace();
        while (true)
        {
            var waiter = new RoomWaiter();
            bool isOne;
            try
            {
                isOne = await ForOneAsync(call, places, waiter).ConfigureAwait(false);
            }
            finally
            {
                call.Place = waiter.End();
            }

            if (call.Place is not { } place || !isOne)
            {
                call.GiveBackPlace();
                return isOne;
            }

            if (IsOfUse(call, places, place))
            {
                return true;
            }

            // Its breaker opened in the meantime: the place is for others, and the wait goes on.
            call.GiveBackPlace();
        }
    }

    private static async ValueTask<bool> ForOneAsync(RouteCall call, int[] places, RoomWaiter waiter)
    {
        while (true)
        {
            var soonest = TimeSpan.MaxValue;
            var health = TimeSpan.MaxValue;
            var canComeEarlier = false;
            foreach (var place in places)
            {
                var entry = call.Plan.Entries[place];
                if (entry.Slot.Keys.Peek(out var wait) is not null)
                {
                    health = wait < health && wait > TimeSpan.Zero ? wait : health;
                }
                else if (entry.Slot.Load is not { } load)
                {
                    return true;
                }
                else if (waiter.IsInLine(load, entry.Slot.Limits!))
                {
                    canComeEarlier = true;
                }
                else if (load.GetInLine(waiter, entry.Slot.Limits!, call.TokensAt(entry), out wait, out var byAnEnd) is null)
                {
                    return true;
                }
                else
                {
                    canComeEarlier |= byAnEnd;
                }

                soonest = wait < soonest && wait > TimeSpan.Zero ? wait : soonest;
            }

            var remaining = call.Remaining;
            if (remaining > TimeSpan.Zero && !canComeEarlier && soonest >= remaining)
            {
                return false;
            }

            if (remaining > TimeSpan.Zero)
            {
                await AnyAsync(call, health < remaining ? health : remaining, waiter).ConfigureAwait(false);
            }

            if (call.Remaining <= TimeSpan.Zero)
            {
                // No target is asked any more, and the record is to say why.
                foreach (var place in places)
                {
                    var entry = call.Plan.Entries[place];
                    call.Skip(entry, entry.Slot.Keys.Peek(out _)
                        ?? entry.Slot.Load?.Peek(entry.Slot.Limits!, call.TokensAt(entry)) ?? SkipReason.ConcurrencyReached);
                }

                return false;
            }

            if (waiter.Task.IsCompleted)
            {
                return true;
            }
        }
    }

    private static bool IsOfUse(RouteCall call, int[] places, RoomPlace place)
    {
        foreach (var free in places)
        {
            var entry = call.Plan.Entries[free];
            if (place.IsFor(entry.Slot.Load, entry.Slot.Limits, call.TokensAt(entry)) && entry.Slot.Keys.Peek(out _) is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Waits for a time, for room at a target, or for the caller's cancellation, whichever comes first. None
    /// of them hands the call to another thread.
    /// </summary>
    private static async ValueTask AnyAsync(RouteCall call, TimeSpan wait, RoomWaiter waiter)
    {
        var wake = new TaskCompletionSource();
        using var timer = call.Time.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), wake, wait, Timeout.InfiniteTimeSpan);
        using var registration = call.CancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), wake);
        _ = waiter.Task.ContinueWith(static (_, state) => ((TaskCompletionSource)state!).TrySetResult(),
            wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await wake.Task.ConfigureAwait(false);
        call.CancellationToken.ThrowIfCancellationRequested();
    }
}
