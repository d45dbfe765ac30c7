using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Testing.Tests;

/// <summary>Raw requests: no SDK is between these tests and the wire.</summary>
internal static class WireRequests
{
    public const string Model = "some-model";

    public static readonly ProviderWire[] Wires = [ProviderWire.OpenAI, ProviderWire.OpenRouter, ProviderWire.Anthropic];

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(5) };

    public static async Task<HttpResponseMessage> PostAsync(
        this SimulatedProvider provider,
        bool streamed = false, string model = Model, bool includeUsage = false, CancellationToken cancellationToken = default)
    {
        var path = provider.Wire == ProviderWire.Anthropic ? "/v1/messages" : "/chat/completions";
        var body = new JsonObject
        {
            ["model"] = model,
            ["max_tokens"] = 100,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Good morning" }),
        };
        if (streamed)
        {
            body["stream"] = true;
        }

        if (includeUsage)
        {
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Post, provider.Endpoint.ToString().TrimEnd('/') + path)
        { Content = JsonContent.Create(body) };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response)
    {
        using (response)
        {
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
    }

    /// <summary>The data of a stream's events; comments and the end mark are omitted.</summary>
    public static async Task<List<JsonNode>> EventsAsync(this HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            return Events(await response.Content.ReadAsStringAsync());
        }
    }

    public static List<JsonNode> Events(string stream) =>
        [
            .. stream.Split('\n')
                .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(line => JsonNode.Parse(line[6..])!)
        ];

    /// <summary>The text that the events of a stream add up to.</summary>
    public static string TextOf(
        ProviderWire wire, IEnumerable<JsonNode> events) => string.Concat(events.Select(e => wire == ProviderWire.Anthropic
        ? (string?)e["delta"]?["text"]
        : (string?)(e["choices"] as JsonArray)?.FirstOrDefault()?["delta"]?["content"]));
}
