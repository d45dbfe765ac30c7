using Microsoft.Extensions.AI;
using RouteGen.Faults;

namespace RouteGen.Routing;

/// <summary>One attempt whose reply is awaited whole.</summary>
internal static class BufferedAttempt
{
    public static async ValueTask<(AttemptRecord Record, FaultInfo Fault, AttemptReply Reply)> SendAsync(RouteCall call, PlanEntry entry, TimeSpan delay)
    {
        using var scope = new AttemptScope(call, entry, delay);
        ChatResponse reply;
        try
        {
            Task<ChatResponse> pending = scope.Client.GetResponseAsync(scope.Messages, scope.Options, scope.Timer.Token);
            reply = await PendingReply.WithinAsync(pending, scope.Timer.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            FaultInfo thrown = scope.Classify(e);
            return (scope.End(thrown, default), thrown, default);
        }

        FaultInfo fault = ReplyCheck.Inspect(reply, scope.Options.ResponseFormat, scope.Wire) ?? default;
        AttemptRecord record = scope.End(fault, ReplyFacts.Of(reply));
        return (record, fault, new(fault.Fault == Fault.None ? reply : null, null));
    }
}

/// <summary>Awaits what a client does, also a client that ignores cancellation: the attempt ends on time, and what is left of it ends unseen.</summary>
internal static class PendingReply
{
    public static Task<T> WithinAsync<T>(Task<T> pending, CancellationToken cancellationToken)
    {
        if (pending.IsCompleted)
        {
            return pending;
        }

        Observe(pending);
        return pending.WaitAsync(cancellationToken);
    }

    /// <summary>A fault that nobody awaits any more must not surface as an unobserved exception.</summary>
    public static void Observe(Task pending) =>
        pending.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
