using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Anthropic;

/// <summary>
/// Keeps what a caller asks for from getting lost, and what the route decides from being passed by. The SDK drops temperature,
/// top_p and top_k without a word, since its newest models take none; which models do is the table's to say. And a caller's raw
/// parameters would otherwise set model and bound.
/// </summary>
internal sealed class MessageRequest(string deployment, int defaultMaxTokens)
{
    public ChatOptions? Adapt(ChatOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        var adapted = options.Clone();
        if (options is { AllowMultipleToolCalls: not null, ToolMode: null, Tools.Count: > 0 })
        {
            // The SDK sends the one only together with the other.
            adapted.ToolMode = ChatToolMode.Auto;
        }

        if (options is not { RawRepresentationFactory: null, Temperature: null, TopP: null, TopK: null }
            || TierAskedBy(options) is not null)
        {
            adapted.RawRepresentationFactory = client => Parameters(options, client);
        }

        return adapted;
    }

    private MessageCreateParams Parameters(ChatOptions options, IChatClient client)
    {
        var bound = options.MaxOutputTokens ?? defaultMaxTokens;
        var parameters = options.RawRepresentationFactory?.Invoke(client) is MessageCreateParams raw
            ? raw with { Model = deployment, MaxTokens = Math.Min(raw.MaxTokens, bound) }
            : new MessageCreateParams { Model = deployment, MaxTokens = bound, Messages = [] };
        var body = new Dictionary<string, JsonElement>(parameters.RawBodyData);
        Add(body, "temperature", options.Temperature);
        Add(body, "top_p", options.TopP);
        Add(body, "top_k", options.TopK);
        if (TierAskedBy(options) is { } tier)
        {
            body.TryAdd("service_tier", JsonSerializer.SerializeToElement(tier));
        }

        return MessageCreateParams.FromRawUnchecked(parameters.RawHeaderData, parameters.RawQueryData, body);
    }

    // docs.anthropic.com/en/api/service-tiers: priority capacity is used where there is any, or not
    // at all; there is no other tier to ask for.
    private static string? TierAskedBy(ChatOptions options) =>
        options.AdditionalProperties?.TryGetValue(WireFacts.RequestedServiceTierKey, out var tier) is not true ? null
            : tier is "default" ? "standard_only"
            : tier is "priority" ? "auto"
            : null;

    private static void Add<T>(Dictionary<string, JsonElement> body, string name, T? value)
        where T : struct
    {
        if (value is { } given)
        {
            body.TryAdd(name, JsonSerializer.SerializeToElement(given));
        }
    }
}
