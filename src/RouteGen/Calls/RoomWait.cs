using RouteGen.Budgets;

namespace RouteGen.Calls;

/// <summary>
/// One call's wait for what others have reserved: bounded by the budget's <c>waitForRoom</c>, by
/// what is left of the total and by the caller.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="queues">Where calls of this process stand.</param>
/// <param name="polls">Whether others than this process give back, and nobody is woken by that.</param>
internal sealed class RoomWait(RouteCall call, RoomQueues queues, bool polls) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly long _since = call.Time.GetTimestamp();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(10);
    private BudgetRoomPlace? _place;

    /// <summary>Waits until it is worthwhile to ask again. False when the time is up.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<bool> NextAsync(BudgetLine line)
    {
        var left = Left(line);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        if (_place?.Account != line.Account)
        {
            Dispose();
            _place = queues.LineUp(line.Account);
            if (queues.IsFirst(_place))
            {
                // Room may have come since the ledger was asked, when nobody stood here to be woken.
                return true;
            }
        }

        while (!queues.IsFirst(_place) && Left(line) is var more && more > TimeSpan.Zero)
        {
            await _place.WaitAsync(more, call.Time, call.CancellationToken).ConfigureAwait(false);
            if (queues.IsFirst(_place))
            {
                return true;
            }
        }

        left = Left(line);
        if (left > TimeSpan.Zero)
        {
            // Other processes do not wake anybody, and those of one machine do not poll in step.
            var pause = polls ? _pause * (0.75 + (Random.Shared.NextDouble() / 2)) : left;
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            await _place.WaitAsync(pause < left ? pause : left, call.Time, call.CancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    public void Dispose()
    {
        if (_place is { } place)
        {
            _place = null;
            queues.Leave(place);
        }
    }

    private TimeSpan Left(BudgetLine line)
    {
        TimeSpan left = line.Budget.WaitForRoom - call.Time.GetElapsedTime(_since), total = call.Remaining;
        return left < total ? left : total;
    }
}
