namespace RouteGen.Carriers;

/// <summary>
/// What an attempt is cancelled by: a token for the client, one for whoever waits for the client, and the link to the caller's token.
/// </summary>
/// <remarks>
/// The link is made before an attempt's lease begins and severed by whoever ends the lease, so that <see cref="AttemptTimer"/>'s exchange
/// on the lease guards it. The sources guard themselves. None is disposed of: they have neither timers nor handles, and a client may listen
/// for longer than its attempt lasts.
/// </remarks>
internal sealed class AttemptCancellation
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _givenUp = new();
    private CancellationTokenRegistration _caller;

    /// <summary>What the client listens to.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc cref="AttemptTimer.GivenUp"/>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>Links it to the caller's token. One that is cancelled already calls back from here.</summary>
    public void Link(CancellationToken caller, AttemptTimer timer)
    {
        if (caller.CanBeCanceled)
        {
            _caller = caller.UnsafeRegister(static state => ((AttemptTimer)state!).CancelByCaller(), timer);
        }
    }

    /// <summary>
    /// Severs the link, and does not wait for a cancellation that is under way: it may be running whatever listens to the token.
    /// </summary>
    /// <returns>False when the caller's cancellation has begun.</returns>
    public bool TryUnlink() => _caller == default || _caller.Unregister();

    /// <summary>Tells the client, then whoever waits for it.</summary>
    public void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        finally
        {
            _givenUp.Cancel();
        }
    }

    /// <summary>Makes it ready for another attempt. False when it was ever cancelled.</summary>
    public bool TryReset()
    {
        _caller = default;
        return _source.TryReset() && _givenUp.TryReset();
    }
}
