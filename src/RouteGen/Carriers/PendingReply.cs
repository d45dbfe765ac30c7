namespace RouteGen.Carriers;

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
