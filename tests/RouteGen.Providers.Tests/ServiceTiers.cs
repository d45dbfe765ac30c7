using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Providers.Tests;

/// <summary>
/// A service tier that a table asks for goes on the wire where the provider has tiers, and the one that served comes back.
/// </summary>
public sealed class ServiceTiers : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task The_tier_asked_for_is_sent_and_the_one_that_served_is_reported(Dialect dialect, bool streamed)
    {
        var (sent, served) = dialect switch
        {
            Dialect.Gemini => (null, "default"),
            Dialect.Ollama => (null, null),
            Dialect.Anthropic => ("auto", "standard"),
            _ => ("priority", "priority"),
        };
        await using var provider = await Adapters.StartAsync(dialect);
        using var client = provider.Connect(dialect, _http);
        var options = new ChatOptions { AdditionalProperties = new() { [WireFacts.RequestedServiceTierKey] = "priority" } };

        var told = new List<object?>();
        if (streamed)
        {
            await foreach (var update in client.GetStreamingResponseAsync("Good morning", options))
            {
                told.Add(update.AdditionalProperties?.GetValueOrDefault(WireFacts.ServiceTierKey));
            }
        }
        else
        {
            told.Add(
                (await client.GetResponseAsync("Good morning", options)).AdditionalProperties?.GetValueOrDefault(WireFacts.ServiceTierKey));
        }

        Assert.Equal(served, told.LastOrDefault(tier => tier is not null));
        Assert.Equal(sent, provider.Requests.Single().Body.TryGetProperty("service_tier", out var tier) ? tier.GetString() : null);
    }
}
