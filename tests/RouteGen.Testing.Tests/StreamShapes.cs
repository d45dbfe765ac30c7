using System.Diagnostics;
using System.Text.Json.Nodes;
using static RouteGen.Testing.Tests.WireRequests;

namespace RouteGen.Testing.Tests;

public sealed class StreamShapes
{
    public static TheoryData<ProviderWire> AllWires => [.. Wires];

    [Theory]
    [MemberData(nameof(AllWires))]
    public async Task A_stream_opens_without_content_and_comes_in_the_given_pieces(ProviderWire wire)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Reply(SimulatedReply.InPieces("One", " two", " three"));
        var events = await (await provider.PostAsync(streamed: true)).EventsAsync();

        Assert.Equal("", TextOf(wire, events.Take(1)));
        Assert.Equal("One two three", TextOf(wire, events));
        Assert.Equal(3, events.Count(e => TextOf(wire, [e]).Length > 0));
        Assert.True(provider.Requests.Single().IsStreaming);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAI_streams_usage_only_when_asked_to(bool asked)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        var response = await provider.PostAsync(streamed: true, includeUsage: asked);
        var text = await response.Content.ReadAsStringAsync();
        var events = Events(text);

        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.Equal(asked, events[^1]["usage"] is JsonObject);
        Assert.Equal(asked, events[^1]["choices"]!.AsArray().Count == 0);
        Assert.Contains(events, e => e["choices"] is JsonArray { Count: 1 } choices && (string?)choices[0]!["finish_reason"] == "stop");
    }

    [Fact]
    public async Task OpenRouter_streams_comments_first_and_its_cost_last()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenRouter);
        provider.On(Model).Reply(SimulatedReply.FromText("Hello") with { Usage = new(10, 5) { CostUsd = 0.5m } });
        var text = await (await provider.PostAsync(streamed: true)).Content.ReadAsStringAsync();

        Assert.StartsWith(": OPENROUTER PROCESSING\n\n", text, StringComparison.Ordinal);
        Assert.Equal(0.5m, (decimal)Events(text)[^1]["usage"]!["cost"]!);
    }

    [Fact]
    public async Task Anthropic_streams_its_events_in_order_and_usage_at_both_ends()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
        provider.On(Model).Reply(SimulatedReply.FromText("Hello") with { Reasoning = "Hm.", Usage = new(70, 9) { CachedInput = 30 } });
        var events = await (await provider.PostAsync(streamed: true)).EventsAsync();

        string[] expected =
        [
            "message_start",
            "ping", "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop", "content_block_start",
            "content_block_delta", "content_block_stop", "message_delta", "message_stop",
        ];
        Assert.Equal(expected, events.Select(e => (string?)e["type"]));
        Assert.Equal(40, (long)events[0]["message"]!["usage"]!["input_tokens"]!);
        Assert.Equal(1, (long)events[0]["message"]!["usage"]!["output_tokens"]!);
        Assert.Equal(9, (long)events[^2]["usage"]!["output_tokens"]!);
        Assert.Equal("end_turn", (string?)events[^2]["delta"]!["stop_reason"]);
    }

    [Theory]
    [MemberData(nameof(AllWires))]
    public async Task Tool_arguments_come_in_fragments_that_add_up(ProviderWire wire)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Reply(SimulatedReply.CallingAll(new("weather", """{"city":"Oslo"}"""), new("time", """{"zone":"UTC"}""")));
        var events = await (await provider.PostAsync(streamed: true)).EventsAsync();

        var arguments = new[] { "", "" };
        foreach (var e in events)
        {
            if (wire == ProviderWire.Anthropic && (string?)e["delta"]?["type"] == "input_json_delta")
            {
                arguments[(int)e["index"]!] += (string?)e["delta"]!["partial_json"];
            }
            else if ((e["choices"] as JsonArray)?.FirstOrDefault()?["delta"]?["tool_calls"] is JsonArray calls)
            {
                arguments[(int)calls[0]!["index"]!] += (string?)calls[0]!["function"]!["arguments"];
            }
        }

        Assert.Equal(["""{"city":"Oslo"}""", """{"zone":"UTC"}"""], arguments);
    }

    [Theory]
    [MemberData(nameof(AllWires))]
    public async Task Slow_tokens_take_their_time(ProviderWire wire)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Reply(SimulatedReply.InPieces("a", "b", "c") with { TokenDelay = TimeSpan.FromMilliseconds(40) });
        var start = Stopwatch.GetTimestamp();
        var events = await (await provider.PostAsync(streamed: true)).EventsAsync();

        Assert.Equal("abc", TextOf(wire, events));
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(100), "Three pieces of 40 ms came sooner.");
    }
}
