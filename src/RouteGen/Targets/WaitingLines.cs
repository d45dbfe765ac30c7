namespace RouteGen.Targets;

/// <summary>
/// Those who wait at one deployment: a line for each set of limits, since a target with tight limits must not hold up one with wide ones.
/// What it does takes as long for one as for thousands who wait. Its owner locks.
/// </summary>
internal sealed class WaitingLines
{
    private readonly List<WaitingLine> _lines = [];
    private long _order;
    private volatile int _count;

    public int Count => _count;

    /// <summary>Whether anybody waits; may be read without the lock.</summary>
    public bool AnyWait => _count > 0;

    /// <summary>The lines; nobody is first in none.</summary>
    public List<WaitingLine> All => _lines;

    public RoomRequest? FirstUnder(LoadLimits limits) => LineUnder(limits)?.First;

    /// <summary>Of those who are first and for whom something is true, the one who came first.</summary>
    public RoomRequest? FirstThat<TState>(TState state, Func<TState, RoomRequest, bool> isTrue)
    {
        RoomRequest? oldest = null;
        foreach (var line in _lines)
        {
            oldest = (oldest is null || line.First!.Order < oldest.Order) && isTrue(state, line.First!) ? line.First : oldest;
        }

        return oldest;
    }

    public void Add(RoomRequest request)
    {
        request.Order = _order++;
        if (LineUnder(request.Limits) is not { } line)
        {
            _lines.Add(line = new WaitingLine(request.Limits));
        }

        line.Add(request);
        _count++;
    }

    /// <summary>Takes it out of its line. False when it has left already.</summary>
    public bool Remove(RoomRequest request)
    {
        if (request.Line is not { } line)
        {
            return false;
        }

        line.Remove(request);
        _count--;
        if (line.First is null)
        {
            _lines.Remove(line);
        }

        return true;
    }

    private WaitingLine? LineUnder(LoadLimits limits)
    {
        foreach (var line in _lines)
        {
            if (line.Limits == limits)
            {
                return line;
            }
        }

        return null;
    }
}

/// <summary>Those who wait under the same limits, in the order in which they came.</summary>
internal sealed class WaitingLine(LoadLimits limits)
{
    private RoomRequest? _last;

    public LoadLimits Limits => limits;

    public RoomRequest? First { get; private set; }

    public void Add(RoomRequest request)
    {
        request.Line = this;
        request.Previous = _last;
        if (_last is null)
        {
            First = request;
        }
        else
        {
            _last.Next = request;
        }

        _last = request;
    }

    public void Remove(RoomRequest request)
    {
        if (request.Previous is { } previous)
        {
            previous.Next = request.Next;
        }
        else
        {
            First = request.Next;
        }

        if (request.Next is { } next)
        {
            next.Previous = request.Previous;
        }
        else
        {
            _last = request.Previous;
        }

        request.Line = null;
        request.Previous = request.Next = null;
    }
}

/// <summary>A place in line; its neighbours are the line's to know.</summary>
/// <param name="waiter">Who waits.</param>
/// <param name="load">Where.</param>
/// <param name="limits">Under which limits.</param>
/// <param name="tokens">For how many tokens.</param>
internal sealed class RoomRequest(RoomWaiter waiter, TargetLoad load, LoadLimits limits, long tokens)
{
    public RoomWaiter Waiter => waiter;

    public TargetLoad Load => load;

    public LoadLimits Limits => limits;

    public long Tokens => tokens;

    /// <summary>When it came, compared with the others.</summary>
    public long Order { get; set; }

    /// <summary>In which line it stands; null once it has left.</summary>
    public WaitingLine? Line { get; set; }

    /// <summary>Who came before it and stands there still.</summary>
    public RoomRequest? Previous { get; set; }

    /// <summary>Who came after it.</summary>
    public RoomRequest? Next { get; set; }

    public bool IsFor(TargetLoad itsLoad, LoadLimits itsLimits) => load == itsLoad && limits == itsLimits;
}
