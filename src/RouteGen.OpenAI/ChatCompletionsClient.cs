using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.OpenAI.Requests;

namespace RouteGen.OpenAI;

/// <summary>
/// Adds to the SDK's replies what servers state beyond OpenAI's own protocol, and makes an error inside
/// a 200 visible, which the SDK passes over.
/// </summary>
internal sealed class ChatCompletionsClient(IChatClient client, RequestExtras extras, ToolCallHistory history)
    : DelegatingChatClient(client)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await base.GetResponseAsync(
                history.Complete(messages), extras.Adapt(options), cancellationToken).ConfigureAwait(false);
            if (response.RawRepresentation is ChatCompletion completion)
            {
                ReplyExtras.AddTo(response, completion);
                ToolCallExtras.Keep(response);
                foreach (var call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
                {
                    ToolCallArguments.Settle(call, (call.RawRepresentation as ChatToolCall)?.FunctionArguments);
                }

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
        var (calls, refused) = (new StreamedToolCalls(), false);
        await foreach (var update in base.GetStreamingResponseAsync(
            history.Complete(messages), extras.Adapt(options), cancellationToken).ConfigureAwait(false))
        {
            if (update.RawRepresentation is not StreamingChatCompletionUpdate chunk)
            {
                // The calls anew, as Microsoft.Extensions.AI makes them of what came.
                continue;
            }

            ReplyExtras.AddTo(update, chunk);
            calls.AddTo(update, chunk);

            // A refusal is how the model ends, as it is in a whole reply, whatever the server calls it.
            refused |= !string.IsNullOrEmpty(chunk.RefusalUpdate);
            update.FinishReason = refused && update.FinishReason is not null
                ? Microsoft.Extensions.AI.ChatFinishReason.ContentFilter
                : update.FinishReason;
            yield return update;
        }
    }
}
