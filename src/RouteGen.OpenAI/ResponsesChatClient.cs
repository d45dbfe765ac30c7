using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.OpenAI.Requests;

namespace RouteGen.OpenAI;

/// <summary>
/// Adds to the SDK's replies how they ended: Microsoft.Extensions.AI passes over replies that failed, were refused or stopped short.
/// </summary>
internal sealed class ResponsesChatClient(IChatClient client, ResponsesRequest request) : DelegatingChatClient(client)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await base.GetResponseAsync(
                ResponsesRequest.WithoutStoredReasoning(messages), request.Adapt(options), cancellationToken).ConfigureAwait(false);
            ResponsesEnd.AddTo(response);
            return response;
        }
        catch (ErrorInReplyException e)
        {
            // As content it is classified where the errors inside streams are.
            return new(new ChatMessage(ChatRole.Assistant, [e.Error]));
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var end = new ResponsesEnd();
        await foreach (var update in base.GetStreamingResponseAsync(
            ResponsesRequest.WithoutStoredReasoning(messages), request.Adapt(options), cancellationToken).ConfigureAwait(false))
        {
            end.AddTo(update);
            yield return update;
        }
    }
}
