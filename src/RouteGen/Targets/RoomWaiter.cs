namespace RouteGen.Targets;

/// <summary>A call that waits for room at any of several deployments. It is given one place, by the first that has one for it.</summary>
internal sealed class RoomWaiter : TaskCompletionSource
{
    private readonly List<RoomRequest> _requests = new(1);
    private int _claimed;
    private ITimer? _timer;

    /// <summary>What it was given; whoever takes it sets it to null.</summary>
    public RoomPlace? Place { get; set; }

    /// <summary>
    /// Tells those who were given a place: each from a timer that is due at once, so that nobody's call runs on inside another's end.
    /// </summary>
    public static void Tell(List<RoomWaiter>? served, TimeProvider time)
    {
        foreach (var waiter in served ?? [])
        {
            waiter._timer = time.CreateTimer(
                static state => ((RoomWaiter)state!).Arrive(), waiter, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            waiter._timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whether it waits still; once only is the answer yes. Whoever gets it gives the place, or ends the wait.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Whether it is in line there already.</summary>
    public bool IsInLine(TargetLoad load, LoadLimits limits) => _requests.Exists(r => r.Load == load && r.Limits == limits);

    /// <summary>Notes where it gets in line.</summary>
    public RoomRequest Asks(TargetLoad load, LoadLimits limits, long tokens)
    {
        var request = new RoomRequest(this, load, limits, tokens);
        _requests.Add(request);
        return request;
    }

    /// <summary>Ends the wait, at every line. A place that nobody takes is given back by whoever calls.</summary>
    /// <returns>The place that it was given, however late.</returns>
    public RoomPlace? End()
    {
        TryClaim();
        foreach (var request in _requests)
        {
            request.Load.Withdraw(request);
        }

        _requests.Clear();
        var place = Place;
        Place = null;
        return place;
    }

    private void Arrive()
    {
        TrySetResult();
        _timer!.Dispose();
    }
}

/// <summary>A place in line.</summary>
internal sealed record RoomRequest(RoomWaiter Waiter, TargetLoad Load, LoadLimits Limits, long Tokens)
{
    /// <summary>When it came, compared with the others.</summary>
    public long Order { get; set; }

    /// <summary>Where it stands; null once it has left.</summary>
    public LinkedListNode<RoomRequest>? Node { get; set; }
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

/// <summary>
/// Those who wait at one deployment: a line for each set of limits, since a target with tight limits must not hold up one with wide ones.
/// </summary>
internal sealed class WaitingLines
{
    private readonly List<(LoadLimits Limits, LinkedList<RoomRequest> Line)> _lines = [];
    private long _order;

    public int Count => _lines.Sum(static l => l.Line.Count);

    /// <summary>The first of each line.</summary>
    public IEnumerable<RoomRequest> Firsts => _lines.Select(static l => l.Line.First!.Value);

    public RoomRequest? FirstUnder(LoadLimits limits)
    {
        foreach (var line in _lines)
        {
            if (line.Limits == limits)
            {
                return line.Line.First!.Value;
            }
        }

        return null;
    }

    /// <summary>Of those who are first and for whom something is true, the one who came first.</summary>
    public RoomRequest? FirstThat<TState>(TState state, Func<TState, RoomRequest, bool> isTrue)
    {
        RoomRequest? oldest = null;
        foreach (var line in _lines)
        {
            var first = line.Line.First!.Value;
            oldest = (oldest is null || first.Order < oldest.Order) && isTrue(state, first) ? first : oldest;
        }

        return oldest;
    }

    public void Add(RoomRequest request)
    {
        request.Order = _order++;
        var index = IndexOf(request.Limits);
        if (index < 0)
        {
            index = _lines.Count;
            _lines.Add((request.Limits, []));
        }

        request.Node = _lines[index].Line.AddLast(request);
    }

    /// <summary>Takes it out of its line. False when it has left already.</summary>
    public bool Remove(RoomRequest request)
    {
        if (request.Node is not { } node)
        {
            return false;
        }

        request.Node = null;
        var line = node.List!;
        line.Remove(node);
        if (line.Count == 0)
        {
            _lines.RemoveAt(IndexOf(request.Limits));
        }

        return true;
    }

    private int IndexOf(LoadLimits limits) => _lines.FindIndex(l => l.Limits == limits);
}
