namespace RouteGen.Ledgers.Tests.Races;

/// <summary>
/// What an account can hold at most and at least at any moment, as the callers know it from outside: a request counts at most from before
/// it is sent, and at least from when it is answered. A refusal is false when all through its call even the most would have left room; a
/// cap is overrun when even the least is more than it.
/// </summary>
internal sealed class RaceBounds(int callers, long cap)
{
    private readonly Lock _gate = new();
    private readonly long[] _mostWhileAsking = new long[callers];
    private long _most;
    private long _least;

    public int FalseRefusals { get; private set; }

    public int Overruns { get; private set; }

    public void Ask(int caller, long amount)
    {
        lock (_gate)
        {
            _most += amount;
            _mostWhileAsking[caller] = _most;
            for (var i = 0; i < _mostWhileAsking.Length; i++)
            {
                _mostWhileAsking[i] = Math.Max(_mostWhileAsking[i], _most);
            }
        }
    }

    public void Refused(int caller, long amount)
    {
        lock (_gate)
        {
            FalseRefusals += _mostWhileAsking[caller] <= cap ? 1 : 0;
            _most -= amount;
        }
    }

    public void Granted(long amount)
    {
        lock (_gate)
        {
            _least += amount;
            Overruns += _least > cap ? 1 : 0;
        }
    }

    public void Settle(long reserved, long actual)
    {
        lock (_gate)
        {
            _least -= reserved - actual;
        }
    }

    public void Settled(long reserved, long actual)
    {
        lock (_gate)
        {
            _most -= reserved - actual;
        }
    }
}
