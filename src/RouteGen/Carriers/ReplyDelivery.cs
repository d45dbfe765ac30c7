using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>A reply that is awaited whole.</summary>
/// <typeparam name="TReply">What the client replies with.</typeparam>
internal abstract class ReplyDelivery<TReply>(AttemptWatch watch) : Delivery
    where TReply : class
{
    /// <summary>The reply; null where none came.</summary>
    public TReply? Reply { get; private set; }

    public sealed override ValueTask<FaultInfo> OpenAsync()
    {
        var sent = SendAsync(watch.Timer.Token);
#pragma warning disable RS0030 // It is there: nothing waits.
        return sent.IsCompletedSuccessfully ? new(Take(sent.Result)) : AwaitAsync(sent);
#pragma warning restore RS0030
    }

    public sealed override FaultInfo Classify(Exception? exception) =>
        exception is null ? watch.Interrupted ?? default : watch.Classify(exception);

    /// <summary>Sends the request.</summary>
    protected abstract Task<TReply> SendAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong with the reply; no fault where it serves.</summary>
    protected abstract FaultInfo Inspect(TReply reply);

    private async ValueTask<FaultInfo> AwaitAsync(Task<TReply> sent)
    {
        var pending = PendingReply.WithinAsync(sent, watch.Timer.GivenUp);
        await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Looked at and not thrown again: that would cost more than all the rest of a failed attempt.
        return pending.IsFaulted
            ? watch.Classify(pending.Exception.InnerException!)
            : Take(await pending.ConfigureAwait(false));
    }

    private FaultInfo Take(TReply reply)
    {
        Reply = reply;
        return Inspect(reply);
    }
}

/// <summary>
/// Awaits what a client does, also a client that ignores cancellation: the attempt ends on time, and what is left of it ends unseen.
/// </summary>
internal static class PendingReply
{
    public static Task<T> WithinAsync<T>(Task<T> pending, CancellationToken cancellationToken)
    {
        if (pending.IsCompleted)
        {
            return pending;
        }

        // A fault that nobody awaits any more must not surface as an unobserved exception.
        pending.ContinueWith(static t => _ = t.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return pending.WaitAsync(cancellationToken);
    }
}
