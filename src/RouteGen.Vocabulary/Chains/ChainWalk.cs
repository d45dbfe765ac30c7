using RouteGen.Faults;

namespace RouteGen.Chains;

/// <summary>
/// The walk of a call along a chain: which place comes next, given how those before it ended. It knows no time, no breaker and no
/// budget; those who do refuse a place. The runtime, the search for drills and the rules about outages drive this one walk, so that
/// what a rule foresees is what a call does.
/// </summary>
/// <remarks>
/// <para>
/// A call comes to a place once: one that was asked is passed over wherever the table leads back to it.
/// One that was only refused may come again.
/// </para>
/// <para>A copy is a walk of its own: to look ahead, copy and go on.</para>
/// </remarks>
internal struct ChainWalk
{
    private readonly IChainRules _rules;
    private int[] _order;
    private PlaceSet _asked;
    private int _next;
    private int _overflowed;

    /// <summary>A walk that has not begun.</summary>
    /// <param name="rules">What the route says.</param>
    /// <param name="order">The places of the chain, in the order in which this call takes them.</param>
    public ChainWalk(IChainRules rules, int[] order)
    {
        _rules = rules;
        _order = order;
        _asked = default;
        _next = 0;
        _overflowed = -1;
        Place = -1;
        Stopped = false;
    }

    /// <summary>The place that the walk has come to; -1 before the first.</summary>
    public int Place { get; private set; }

    /// <summary>Whether a fault ended the walk.</summary>
    public bool Stopped { get; private set; }

    /// <summary>The present order, whole: that of the chain, or the places that a fault led to.</summary>
    public readonly int[] Order => _order;

    /// <summary>What of the present order is left after the place that the walk has come to.</summary>
    public readonly ArraySegment<int> Rest => new(_order, _next, _order.Length - _next);

    /// <summary>The place that the walk has come to, and what is left after it.</summary>
    public readonly ArraySegment<int> FromHere => new(_order, _next - 1, _order.Length - _next + 1);

    /// <summary>Whether the request did not fit the place asked last, and this place has no larger window: it is to be refused.</summary>
    public readonly bool IsTooSmall =>
        _overflowed >= 0 && _rules.WindowAt(_overflowed) is { } small && _rules.WindowAt(Place) is { } window && window <= small;

    /// <summary>Comes to the next place.</summary>
    /// <returns>False where none is left, or a fault ended the walk.</returns>
    public bool MoveNext()
    {
        while (!Stopped && _next < _order.Length)
        {
            Place = _order[_next++];
            if (!_asked.Contains(Place))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The place was asked and failed, or is known to fail so without being asked.</summary>
    /// <param name="fault">How it failed.</param>
    /// <param name="asked">
    /// Whether it was asked; an overflow that is foreseen is answered as one that happened, and costs no attempt.
    /// </param>
    public void Fail(Fault fault, bool asked = true)
    {
        var action = _rules.ActionAt(Place, fault);
        if (asked)
        {
            _asked.Add(Place);
            _overflowed = action == FaultAction.NextLarger ? Place : -1;
        }

        switch (action)
        {
            case FaultAction.Stop:
                Stopped = true;
                break;
            case FaultAction.Elsewhere:
                _order = _rules.NamedAt(Place, fault);
                _next = 0;
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Goes on with these places instead of the rest: those of it that can serve, as those see who know more than the walk.
    /// </summary>
    public void Take(int[] order)
    {
        _order = order;
        _next = 0;
    }

    /// <summary>Goes back to the first place of the present order: those that were refused may be free now.</summary>
    public void Restart() => _next = 0;

    /// <summary>What decides how the walk goes on, as a text: two walks of one route with equal texts go on alike.</summary>
    public readonly string State()
    {
        var asked = _asked;
        return $"{string.Join(",", _order.Skip(_next).Where(place => !asked.Contains(place)))}|{asked}|{_overflowed}|{Stopped}";
    }
}
