namespace RouteGen.Targets;

/// <summary>A call that waits for room at any of several deployments. It is given one place, by the first that has one for it.</summary>
internal sealed class RoomWaiter : TaskCompletionSource, IThreadPoolWorkItem
{
    /// <summary>Where it is in line; most wait at one deployment.</summary>
    private RoomRequest? _first;
    private List<RoomRequest>? _others;
    private int _claimed;
    private ITimer? _timer;

    /// <summary>What it was given; whoever takes it sets it to null.</summary>
    public RoomPlace? Place { get; set; }

    /// <summary>
    /// Tells those who were given a place: each by itself, so that nobody's call runs on inside another's end. By a timer that is due at
    /// once, since time may stand still and what happens then may have its order; where it is the machine's, a thread of the pool is there
    /// sooner, and for less.
    /// </summary>
    public static void Tell(List<RoomWaiter>? served, TimeProvider time)
    {
        if (served is null)
        {
            return;
        }

        foreach (var waiter in served)
        {
            if (time == TimeProvider.System)
            {
                ThreadPool.UnsafeQueueUserWorkItem(waiter, preferLocal: false);
                continue;
            }

            waiter._timer = time.CreateTimer(
                static state => ((RoomWaiter)state!).Arrive(), waiter, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            waiter._timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whether it waits still; once only is the answer yes. Whoever gets it gives the place, or ends the wait.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Whether it is in line there already.</summary>
    public bool IsInLine(TargetLoad load, LoadLimits limits)
    {
        if (_first is not null && _first.IsFor(load, limits))
        {
            return true;
        }

        foreach (var other in _others ?? [])
        {
            if (other.IsFor(load, limits))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes where it gets in line.</summary>
    public RoomRequest Asks(TargetLoad load, LoadLimits limits, long tokens)
    {
        var request = new RoomRequest(this, load, limits, tokens);
        if (_first is null)
        {
            _first = request;
        }
        else
        {
            (_others ??= []).Add(request);
        }

        return request;
    }

    /// <summary>Ends the wait, at every line. A place that nobody takes is given back by whoever calls.</summary>
    /// <returns>The place that it was given, however late.</returns>
    public RoomPlace? End()
    {
        TryClaim();
        _first?.Load.Withdraw(_first);
        foreach (var request in _others ?? [])
        {
            request.Load.Withdraw(request);
        }

        _first = null;
        _others = null;
        var place = Place;
        Place = null;
        return place;
    }

    void IThreadPoolWorkItem.Execute() => TrySetResult();

    private void Arrive()
    {
        TrySetResult();
        _timer!.Dispose();
    }
}

/// <summary>Leave to send one request, which has been counted already.</summary>
/// <param name="Load">Where.</param>
/// <param name="Limits">The limits that it was given under.</param>
/// <param name="Tokens">The tokens that were counted.</param>
/// <param name="Second">The second in which they were.</param>
internal sealed record RoomPlace(TargetLoad Load, LoadLimits Limits, long Tokens, long Second)
{
    /// <summary>Whether it is one for such a request.</summary>
    public bool IsFor(TargetLoad? load, LoadLimits? limits, long tokens) => load == Load && limits == Limits && tokens == Tokens;
}
