using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.Attempts;
using RouteGen.Plans;
using RouteGen.Wire;

namespace RouteGen.Calls;

/// <summary>
/// The stream that a caller enumerates: fails over before the first meaningful update, and after it
/// ends with a record, an exception, or both.
/// </summary>
internal static class RouteStream
{
    public static async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(
        PlannedRoute route, RouteCaller caller, string? costBucket, IReadOnlyList<ChatMessage> messages,
        ChatOptions? options, CancellationToken callToken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var both = callToken.CanBeCanceled && cancellationToken.CanBeCanceled && callToken != cancellationToken
            ? CancellationTokenSource.CreateLinkedTokenSource(callToken, cancellationToken)
            : null;
        var call = new RouteCall(route, caller, messages, options, streamed: true, both?.Token
            ?? (callToken.CanBeCanceled ? callToken : cancellationToken), costBucket: costBucket);
        var (result, entry) = await RunAsync(call).ConfigureAwait(false);
        var stream = result.Stream!;
        stream.ReleaseWhenGivenUp(both);
        try
        {
            while (await MoveAsync(call, stream).ConfigureAwait(false))
            {
                yield return stream.Current;
            }

            stream.End(default);
            var record = call.Complete(RouteOutcome.Served, Fault.None, entry, stream.FinishReason);
            if (call.Budgets is { } served)
            {
                await served.SettleAsync().ConfigureAwait(false);
            }

            yield return Last(stream, record);
        }
        finally
        {
            if (!call.IsCompleted)
            {
                // The caller left: by break, by an exception of its own, or by disposing of the enumerator.
                stream.End(new FaultInfo(Fault.Cancelled, null));
                call.Complete(call.CancellationToken.IsCancellationRequested ? RouteOutcome.Cancelled : RouteOutcome.Abandoned,
                    Fault.Cancelled, entry, stream.FinishReason);
            }

            await stream.DisposeAsync().ConfigureAwait(false);
            if (call.Budgets is { } budgets)
            {
                await budgets.SettleAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs the chain; what a chain without a served stream took is settled here.</summary>
    private static async ValueTask<(AttemptResult, PlanEntry)> RunAsync(RouteCall call)
    {
        var serves = false;
        try
        {
            (AttemptResult, PlanEntry) served = await ChainRunner.RunAsync(call).ConfigureAwait(false);
            serves = true;
            return served;
        }
        finally
        {
            if (!serves && call.Budgets is { } budgets)
            {
                await budgets.SettleAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Moves on; at an end that is not good, ends the call and throws.</summary>
    private static ValueTask<bool> MoveAsync(RouteCall call, CommittedStream stream)
    {
        ValueTask<bool> move;
        try
        {
            move = stream.MoveNextAsync();
        }
        catch (Exception e)
        {
            move = ValueTask.FromException<bool>(e);
        }

        // Where the next update is there already, nothing is awaited.
        return move.IsCompletedSuccessfully && move.Result ? new(true) : MoveOrEndAsync(call, stream, move);
    }

    private static async ValueTask<bool> MoveOrEndAsync(RouteCall call, CommittedStream stream, ValueTask<bool> move)
    {
        FaultInfo fault;
        try
        {
            if (await move.ConfigureAwait(false))
            {
                return true;
            }

            fault = stream.EndFault();
        }
        catch (Exception e)
        {
            fault = stream.Classify(e);
        }

        if (fault.Fault == Fault.None)
        {
            return false;
        }

        var attempt = stream.End(fault);
        if (fault.Fault == Fault.Cancelled)
        {
            call.Complete(RouteOutcome.Cancelled, Fault.Cancelled, stream.Entry);
            throw new OperationCanceledException(call.CancellationToken);
        }

        // The breaker took the stream for served when it was committed.
        stream.Key.Health.Leave(default, fault, attempt.Latency);
        throw new RouteStreamBrokenException(call.Complete(RouteOutcome.Broken, fault.Fault, stream.Entry), stream.TextSoFar, call.Cause);
    }

    /// <summary>
    /// Carries the record's id. Without a message id, which makes its properties the response's when updates are put together.
    /// </summary>
    private static ChatResponseUpdate Last(CommittedStream stream, RouteRecord record) => new()
    {
        ResponseId = stream.ResponseId,
        AdditionalProperties = new AdditionalPropertiesDictionary { [RouteRecordExtensions.Key] = RouteRecordExtensions.IdOf(record) },
    };
}
