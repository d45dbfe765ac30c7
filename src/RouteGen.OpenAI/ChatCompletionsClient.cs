using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.OpenAI.Requests;

namespace RouteGen.OpenAI;

/// <summary>Adds to the SDK's replies what servers state beyond OpenAI's own protocol, and makes an error inside a 200 visible, which the SDK passes over.</summary>
internal sealed class ChatCompletionsClient(IChatClient client, RequestExtras extras, ToolCallHistory history) : DelegatingChatClient(client)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await base.GetResponseAsync(history.Complete(messages), extras.Adapt(options), cancellationToken).ConfigureAwait(false);
            if (response.RawRepresentation is ChatCompletion completion)
            {
                ReplyExtras.AddTo(response, completion);
                ToolCallExtras.Keep(response);
            }

            return response;
        }
        catch (ErrorInReplyException e)
        {
            // As content it is classified where the errors inside streams are.
            return new(new Microsoft.Extensions.AI.ChatMessage(ChatRole.Assistant, [e.Error]));
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = new ToolCallExtras();
        await foreach (var update in base.GetStreamingResponseAsync(history.Complete(messages), extras.Adapt(options), cancellationToken).ConfigureAwait(false))
        {
            if (update.RawRepresentation is StreamingChatCompletionUpdate chunk)
            {
                ReplyExtras.AddTo(update, chunk);
            }

            calls.Keep(update);
            yield return update;
        }
    }
}
