namespace RouteGen.Routing;

/// <summary>Waits where no target of a chain can be asked yet: breakers are open, providers asked to be left alone, or the targets' own limits are reached.</summary>
internal static class ChainWait
{
    /// <summary>Waits for the first target that can be asked, as long as one can come within the total.</summary>
    /// <returns>Whether one can be asked now. Another call may be quicker.</returns>
    public static async ValueTask<bool> ForOneAsync(RouteCall call, PlanEntry[] candidates)
    {
        while (true)
        {
            TimeSpan soonest = TimeSpan.MaxValue;
            List<Task>? leaving = null;
            foreach (PlanEntry entry in candidates)
            {
                if (entry.Slot.Keys.Peek(out TimeSpan wait) is null)
                {
                    if (entry.Slot.Load is not { } load || load.Peek(entry.Slot.Limits!, call.TokensAt(entry), out wait, out Task? room) is null)
                    {
                        return true;
                    }

                    if (room is not null)
                    {
                        (leaving ??= []).Add(room);
                    }
                }

                soonest = wait < soonest && wait > TimeSpan.Zero ? wait : soonest;
            }

            TimeSpan remaining = call.Remaining;
            if (remaining > TimeSpan.Zero && leaving is null && soonest >= remaining)
            {
                return false;
            }

            if (remaining > TimeSpan.Zero)
            {
                await AnyAsync(call, soonest < remaining ? soonest : remaining, leaving).ConfigureAwait(false);
            }

            if (call.Remaining <= TimeSpan.Zero)
            {
                // No target is asked any more, and the record is to say why.
                foreach (PlanEntry entry in candidates)
                {
                    call.LeaveOut(entry, entry.Slot.Keys.Peek(out _) ?? entry.Slot.Load?.Peek(entry.Slot.Limits!, call.TokensAt(entry)) ?? LeftOutReason.ConcurrencyReached);
                }

                return false;
            }
        }
    }

    /// <summary>Waits for a time, the end of a request at a target, or the caller's cancellation, whichever comes first. None of them hands the call to another thread.</summary>
    private static async ValueTask AnyAsync(RouteCall call, TimeSpan wait, List<Task>? leaving)
    {
        var wake = new TaskCompletionSource();
        using ITimer timer = call.Time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), wake, wait, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration registration = call.CancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), wake);
        foreach (Task room in leaving ?? [])
        {
            _ = room.ContinueWith(static (_, state) => ((TaskCompletionSource)state!).TrySetResult(), wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        await wake.Task.ConfigureAwait(false);
        call.CancellationToken.ThrowIfCancellationRequested();
    }
}
