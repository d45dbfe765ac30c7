namespace RouteGen.Gateway.Routing;

/// <summary>
/// The calls under way of one version of a table, so that what they run on is disposed of when the last of them has ended, and not before.
/// Thread-safe.
/// </summary>
internal sealed class TableCalls
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _underWay;
    private bool _isRetired;

    /// <summary>How many there are.</summary>
    public int UnderWay
    {
        get
        {
            lock (_gate)
            {
                return _underWay;
            }
        }
    }

    /// <summary>Completes when another version is in force and the last call of this one has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Counts a call that begins; false where another version is in force by now, which the call is to look for.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return false;
            }

            _underWay++;
            return true;
        }
    }

    /// <summary>Counts a call that has ended.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_underWay > 0 || !_isRetired)
            {
                return;
            }
        }

        _ended.TrySetResult();
    }

    /// <summary>Lets no further call begin; called when another version is in force.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            if (_underWay > 0)
            {
                return;
            }
        }

        _ended.TrySetResult();
    }
}
