using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;

namespace RouteGen.Testing;

/// <summary>Stands in for the application's client of a <c>custom</c> target: it has no wire, so it acts the script out in exceptions and updates.</summary>
internal sealed class SimulatedChatClient(TargetDefinition target, ModelScript script, Action hit) : IChatClient
{
    private static readonly SimulatedRequest NoRequest = new(1, "POST", "/", new Dictionary<string, string>(), default);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        SimulatedReply reply = await NextAsync(cancellationToken).ConfigureAwait(false);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, reply.Text))
        {
            ModelId = target.Deployment,
            FinishReason = ChatFinishReason.Stop,
            Usage = UsageOf(reply),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        SimulatedReply reply = await NextAsync(cancellationToken).ConfigureAwait(false);
        if (reply.Failure == SimulatedFailure.StreamEndsBeforeContent)
        {
            yield break;
        }

        foreach (var piece in reply.TextPieces)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = target.Deployment };
            if (reply.Failure == SimulatedFailure.StreamEndsAfterContent)
            {
                yield break;
            }
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(UsageOf(reply))]) { FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private async Task<SimulatedReply> NextAsync(CancellationToken cancellationToken)
    {
        hit();
        SimulatedReply reply = script.Next(NoRequest) ?? SimulatedReply.Of($"Simulated reply of {target.Deployment}.");
        await Task.Delay(reply.Delay, cancellationToken).ConfigureAwait(false);
        return reply.Failure switch
        {
            null or SimulatedFailure.StreamEndsBeforeContent or SimulatedFailure.StreamEndsAfterContent => reply,
            SimulatedFailure.EmptyReply => reply with { Text = "" },
            SimulatedFailure.ConnectionReset => throw new IOException("The connection was reset."),
            SimulatedFailure.GarbageBody => throw new JsonException("The reply is not JSON."),
            SimulatedFailure.UnsupportedParameter => throw new NotSupportedException("A parameter is not supported."),
            SimulatedFailure failure => throw new HttpRequestException("Simulated.", null, StatusOf(failure)),
        };
    }

    private static UsageDetails UsageOf(SimulatedReply reply) => new()
    {
        InputTokenCount = reply.Usage?.Input ?? 8,
        OutputTokenCount = reply.Usage?.Output ?? Math.Max(1, (reply.Text?.Length ?? 0) / 4),
    };

    private static HttpStatusCode StatusOf(SimulatedFailure failure) => failure switch
    {
        SimulatedFailure.ContextTooLong or SimulatedFailure.RequestTooLarge => HttpStatusCode.RequestEntityTooLarge,
        SimulatedFailure.InvalidRequest or SimulatedFailure.Unprocessable => HttpStatusCode.BadRequest,
        SimulatedFailure.InvalidApiKey => HttpStatusCode.Unauthorized,
        SimulatedFailure.PermissionDenied => HttpStatusCode.Forbidden,
        SimulatedFailure.OutOfCredit => HttpStatusCode.PaymentRequired,
        SimulatedFailure.ModelNotFound => HttpStatusCode.NotFound,
        SimulatedFailure.RequestTimeout or SimulatedFailure.GatewayTimeout => HttpStatusCode.GatewayTimeout,
        SimulatedFailure.Conflict => HttpStatusCode.Conflict,
        SimulatedFailure.RateLimited => HttpStatusCode.TooManyRequests,
        SimulatedFailure.Overloaded or SimulatedFailure.UnavailableEmptyBody or SimulatedFailure.UnavailableHalfJson => HttpStatusCode.ServiceUnavailable,
        _ => HttpStatusCode.InternalServerError,
    };
}
