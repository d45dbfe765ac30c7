#pragma warning disable OPENAI001 // Responses are experimental in the SDK.
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using RouteGen.Definitions;

namespace RouteGen.OpenAI.Requests;

/// <summary>
/// Asks the Responses API without leaving anything there: no reply is stored, so that every turn carries its whole history and another
/// target can take over. Reasoning comes back encrypted and is sent along from then on.
/// </summary>
internal sealed class ResponsesRequest(TargetDefinition target, RequestExtras extras)
{
    private readonly bool _reasons = target.Model.Features?.HasFlag(ModelFeatures.Reasoning) is true;

    public ChatOptions Adapt(ChatOptions? options)
    {
        var adapted = options?.Clone() ?? new ChatOptions();
#pragma warning disable MEAI001 // What runs in the background is stored, and cannot be distinguished from what a route waits for.
        adapted.AllowBackgroundResponses = null;
        adapted.ContinuationToken = null;
#pragma warning restore MEAI001
        adapted.RawRepresentationFactory = client => Request(
            options, options?.RawRepresentationFactory?.Invoke(client) as CreateResponseOptions);
        return adapted;
    }

    /// <summary>The messages without reasoning that is known by its id alone: nothing is kept under that id.</summary>
    public static IEnumerable<ChatMessage> WithoutStoredReasoning(IEnumerable<ChatMessage> messages) =>
        messages.Select(message => message.Contents.Any(IsStoredReasoning) ? Without(message) : message);

    private CreateResponseOptions Request(ChatOptions? options, CreateResponseOptions? own)
    {
        var request = own ?? new CreateResponseOptions();
        request.Model = target.Deployment;
        request.StoredOutputEnabled = false;
        if (extras.TierAskedBy(options) is { } tier)
        {
            request.ServiceTier ??= new ResponseServiceTier(tier);
        }

        if (request.MaxOutputTokenCount > options?.MaxOutputTokens)
        {
            request.MaxOutputTokenCount = options.MaxOutputTokens;
        }

        // A model that does not reason refuses to be asked for it.
        if (_reasons && !request.IncludedProperties.Contains(IncludedResponseProperty.ReasoningEncryptedContent))
        {
            request.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        }

#pragma warning disable SCME0001
        extras.AddTo(ref request.Patch);
#pragma warning restore SCME0001
        return request;
    }

    private static bool IsStoredReasoning(AIContent content) =>
        content is TextReasoningContent && string.IsNullOrEmpty(((TextReasoningContent)content).ProtectedData);

    private static ChatMessage Without(ChatMessage message)
    {
        var copy = message.Clone();
        copy.Contents = [.. message.Contents.Where(content => !IsStoredReasoning(content))];
        return copy;
    }
}
