using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>A reply that is awaited whole.</summary>
/// <typeparam name="TReply">What the client replies with.</typeparam>
internal abstract class ReplyDelivery<TReply> : Delivery
    where TReply : class
{
    /// <summary>The reply; null where none came.</summary>
    public TReply? Reply { get; protected set; }

    /// <summary>The attempt.</summary>
    protected AttemptWatch Watch { get; set; } = null!;

    public sealed override ValueTask<FaultInfo> OpenAsync()
    {
        var sent = SendAsync(Watch.Timer.Token);
#pragma warning disable RS0030 // It is there: nothing waits.
        return sent.IsCompletedSuccessfully ? new(Take(sent.Result)) : AwaitAsync(sent);
#pragma warning restore RS0030
    }

    public sealed override FaultInfo Classify(Exception? exception) =>
        exception is null ? Watch.Interrupted ?? default : Watch.Classify(exception);

    /// <summary>Sends the request.</summary>
    protected abstract Task<TReply> SendAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong with the reply; no fault where it serves.</summary>
    protected abstract FaultInfo Inspect(TReply reply);

    private async ValueTask<FaultInfo> AwaitAsync(Task<TReply> sent)
    {
        var pending = PendingReply.WithinAsync(sent, Watch.Timer.GivenUp);
        await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Looked at and not thrown again: that would cost more than all the rest of a failed attempt.
        return pending.IsFaulted
            ? Watch.Classify(pending.Exception.InnerException!)
            : Take(await pending.ConfigureAwait(false));
    }

    private FaultInfo Take(TReply reply)
    {
        Reply = reply;
        return Inspect(reply);
    }
}
