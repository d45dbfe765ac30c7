#pragma warning disable SCME0001 // Members that the SDK does not model go through its experimental patches only.
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.Definitions;
using RouteGen.Wire;

namespace RouteGen.OpenAI.Requests;

/// <summary>
/// Adds to a request what the table states for its target, such as OpenRouter's preferences, and holds a caller's
/// own request object to the route's bound.
/// </summary>
internal sealed class RequestExtras(TargetDefinition target)
{
    private readonly (byte[] Path, byte[] Json)[] _members = Members(target.RequestBody);

    public ChatOptions? Adapt(ChatOptions? options)
    {
        var tier = TierAskedBy(options);
        if (_members.Length == 0 && tier is null && options?.RawRepresentationFactory is null)
        {
            return options;
        }

        var adapted = options?.Clone() ?? new ChatOptions();
        adapted.RawRepresentationFactory = client =>
        {
            var request = options?.RawRepresentationFactory?.Invoke(client) as ChatCompletionOptions ?? new ChatCompletionOptions();
            if (request.MaxOutputTokenCount > options?.MaxOutputTokens)
            {
                request.MaxOutputTokenCount = options.MaxOutputTokens;
            }

            if (tier is not null)
            {
#pragma warning disable OPENAI001 // Service tiers are experimental in the SDK.
                request.ServiceTier ??= new ChatServiceTier(tier);
#pragma warning restore OPENAI001
            }

            AddTo(ref request.Patch);
            return request;
        };
        return adapted;
    }

    /// <summary>The service tier to ask for, in the provider's word; null where none is asked for, or the provider has none.</summary>
    public string? TierAskedBy(ChatOptions? options) =>
        target.Provider.Kind != "gemini"
            && options?.AdditionalProperties?.TryGetValue(WireFacts.RequestedServiceTierKey, out var tier) is true ? tier as string : null;

    public void AddTo(ref JsonPatch patch)
    {
        foreach (var (path, json) in _members)
        {
            patch.Set(path, json);
        }
    }

    private static (byte[] Path, byte[] Json)[] Members(string? body)
    {
        if (body is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.EnumerateObject()
            .Select(member => (Encoding.UTF8.GetBytes($"$.{member.Name}"), Encoding.UTF8.GetBytes(member.Value.GetRawText())))];
    }
}
