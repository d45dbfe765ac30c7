using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;
using RouteGen.Ollama.Streams;
using ChatRole = Microsoft.Extensions.AI.ChatRole;

namespace RouteGen.Ollama;

/// <summary>
/// Makes of the SDK's replies what routes go by: errors are content, a reply that calls tools says so, and a stream that was
/// cancelled never looks like one that ended.
/// </summary>
internal sealed class OllamaChatClient(IChatClient client, string deployment) : DelegatingChatClient(client)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await base.GetResponseAsync(messages, Bounded(options), cancellationToken).ConfigureAwait(false);
            var calls = response.Messages.Any(message => message.Contents.Any(content => content is FunctionCallContent));
            response.FinishReason = Finish(response.FinishReason, calls);
            return response;
        }
        catch (ErrorInReplyException e)
        {
            // As content it is classified where the errors inside other providers' replies are.
            return new(new ChatMessage(ChatRole.Assistant, [e.Error]));
        }
        catch (InvalidOperationException) when (cancellationToken.IsCancellationRequested)
        {
            // The SDK ends a cancelled stream as if it were over, and then misses its last line.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = false;
        var repeated = new RepeatedCalls();
        var updates = base.GetStreamingResponseAsync(messages, Bounded(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var disposing = updates.ConfigureAwait(false);
        while (true)
        {
            ChatResponseUpdate? update;
            try
            {
                update = await updates.MoveNextAsync().ConfigureAwait(false) ? updates.Current : null;
            }
            catch (ErrorInReplyException e)
            {
                update = new ChatResponseUpdate(ChatRole.Assistant, [e.Error]);
            }

            if (update is null)
            {
                // The SDK ends a cancelled stream as if it were over.
                cancellationToken.ThrowIfCancellationRequested();
                yield break;
            }

            repeated.Skip(update, isLast: update.FinishReason is not null);
            calls |= update.Contents.Any(content => content is FunctionCallContent);
            update.FinishReason = Finish(update.FinishReason, calls);
            yield return update;
            if (update.Contents is [ErrorContent])
            {
                yield break;
            }
        }
    }

    private static ChatFinishReason? Finish(ChatFinishReason? reason, bool calls) =>
        calls && reason == ChatFinishReason.Stop ? ChatFinishReason.ToolCalls : reason;

    // A caller's own request object would otherwise pass by what the route decides.
    private ChatOptions? Bounded(ChatOptions? options)
    {
        if (options?.RawRepresentationFactory is not { } factory)
        {
            return options;
        }

        var adapted = options.Clone();
        adapted.RawRepresentationFactory = client =>
        {
            var raw = factory(client);
            if (raw is ChatRequest request)
            {
                request.Model = deployment;
                if (request.Options?.NumPredict > options.MaxOutputTokens)
                {
                    request.Options.NumPredict = options.MaxOutputTokens;
                }
            }

            return raw;
        };
        return adapted;
    }
}
