using Microsoft.Extensions.AI;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <summary>One attempt whose reply is awaited whole.</summary>
internal static class BufferedAttempt
{
    public static async ValueTask<AttemptResult> SendAsync(CallLog call, PlanEntry entry, TargetKey key, TimeSpan delay)
    {
        using var scope = new AttemptScope(call, entry, key, delay);
        ChatResponse reply;
        try
        {
            var pending = PendingReply.WithinAsync(
                scope.Client.GetResponseAsync(scope.Messages, scope.Options, scope.Timer.Token), scope.Timer.GivenUp);
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (pending.IsFaulted)
            {
                // Looked at and not thrown again: that would cost more than all the rest of a failed attempt.
                return Failed(scope, pending.Exception.InnerException!);
            }

            reply = await pending.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Failed(scope, e);
        }

        return Answered(scope, reply);
    }

    // Apart, since large values in a method that can be suspended are cleared at its every step.
    private static AttemptResult Answered(AttemptScope scope, ChatResponse reply) =>
        ReplyCheck.Inspect(reply, scope.Options.ResponseFormat, scope.Wire) is { } fault
            ? AttemptResult.Failed(scope.End(fault, ReplyFacts.FromResponse(reply)), fault)
            : AttemptResult.Served(scope.End(default, ReplyFacts.FromResponse(reply)), reply);

    private static AttemptResult Failed(AttemptScope scope, Exception exception)
    {
        var fault = scope.Classify(exception);
        return AttemptResult.Failed(scope.End(fault, default), fault);
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

        Observe(pending);
        return pending.WaitAsync(cancellationToken);
    }

    /// <summary>A fault that nobody awaits any more must not surface as an unobserved exception.</summary>
    public static void Observe(Task pending) =>
        pending.ContinueWith(static t => _ = t.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
