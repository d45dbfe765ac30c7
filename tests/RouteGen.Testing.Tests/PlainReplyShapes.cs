using static RouteGen.Testing.Tests.WireRequests;

namespace RouteGen.Testing.Tests;

public sealed class PlainReplyShapes
{
    private static readonly SimulatedUsage Usage =
        new(1000, 80) { CachedInput = 600, CacheWrite = 100, CacheWrite1h = 50, Reasoning = 30, CostUsd = 0.00123m };

    private static readonly SimulatedReply Reply =
        SimulatedReply.FromText("Two lines.")
            with
        { Usage = Usage, Reasoning = "Let me see.", Id = "the-id", RequestId = "the-request", Model = "some-model-2026" };

    [Fact]
    public async Task OpenAI_counts_cached_tokens_inside_the_prompt_and_states_no_cost()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.On(Model).Reply(Reply);
        var response = await provider.PostAsync();

        Assert.Equal("the-request", response.Headers.GetValues("x-request-id").Single());
        var body = await response.JsonAsync();
        Assert.Equal("chat.completion", (string?)body["object"]);
        Assert.Equal("the-id", (string?)body["id"]);
        Assert.Equal("some-model-2026", (string?)body["model"]);
        Assert.Equal("Two lines.", (string?)body["choices"]![0]!["message"]!["content"]);
        Assert.Equal("stop", (string?)body["choices"]![0]!["finish_reason"]);
        Assert.Equal(1000, (long)body["usage"]!["prompt_tokens"]!);
        Assert.Equal(80, (long)body["usage"]!["completion_tokens"]!);
        Assert.Equal(1080, (long)body["usage"]!["total_tokens"]!);
        Assert.Equal(600, (long)body["usage"]!["prompt_tokens_details"]!["cached_tokens"]!);
        Assert.Equal(30, (long)body["usage"]!["completion_tokens_details"]!["reasoning_tokens"]!);
        Assert.Null(body["usage"]!["cost"]);
    }

    [Fact]
    public async Task OpenRouter_states_its_cost_and_the_tokens_written_to_the_cache()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenRouter);
        provider.On(Model).Reply(Reply);
        var body = await (await provider.PostAsync()).JsonAsync();

        Assert.EndsWith("/api/v1", provider.Endpoint.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("Let me see.", (string?)body["choices"]![0]!["message"]!["reasoning"]);
        Assert.Equal("stop", (string?)body["choices"]![0]!["native_finish_reason"]);
        Assert.Equal(0.00123m, (decimal)body["usage"]!["cost"]!);
        Assert.Equal(150, (long)body["usage"]!["prompt_tokens_details"]!["cache_write_tokens"]!);
    }

    [Fact]
    public async Task Anthropic_counts_cached_tokens_beside_the_input()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
        provider.On(Model).Reply(Reply);
        var response = await provider.PostAsync();

        Assert.Equal("the-request", response.Headers.GetValues("request-id").Single());
        var body = await response.JsonAsync();
        Assert.Equal("message", (string?)body["type"]);
        Assert.Equal("thinking", (string?)body["content"]![0]!["type"]);
        Assert.Equal("Two lines.", (string?)body["content"]![1]!["text"]);
        Assert.Equal("end_turn", (string?)body["stop_reason"]);
        Assert.Equal(250, (long)body["usage"]!["input_tokens"]!);
        Assert.Equal(600, (long)body["usage"]!["cache_read_input_tokens"]!);
        Assert.Equal(150, (long)body["usage"]!["cache_creation_input_tokens"]!);
        Assert.Equal(50, (long)body["usage"]!["cache_creation"]!["ephemeral_1h_input_tokens"]!);
        Assert.Equal(80, (long)body["usage"]!["output_tokens"]!);
    }

    [Theory]
    [InlineData(SimulatedFinish.Length, "length", "max_tokens")]
    [InlineData(SimulatedFinish.ContentFilter, "content_filter", "refusal")]
    public async Task Finish_reasons_go_by_each_wires_names(SimulatedFinish finish, string openAI, string anthropic)
    {
        foreach (var wire in Wires)
        {
            await using var provider = await SimulatedProvider.StartAsync(wire);
            provider.On(Model).Always(SimulatedReply.FromText("Cut") with { Finish = finish });
            var body = await (await provider.PostAsync()).JsonAsync();
            Assert.Equal(
                wire == ProviderWire.Anthropic ? anthropic : openAI,
                (string?)(wire == ProviderWire.Anthropic ? body["stop_reason"] : body["choices"]![0]!["finish_reason"]));
        }
    }

    [Fact]
    public async Task Tool_calls_carry_their_ids_and_end_the_reply()
    {
        var reply = SimulatedReply.CallingAll(new("weather", """{"city":"Oslo"}""") { Id = "call-1" }, new("time"));
        foreach (var wire in Wires)
        {
            await using var provider = await SimulatedProvider.StartAsync(wire);
            provider.On(Model).Reply(reply);
            var body = await (await provider.PostAsync()).JsonAsync();
            if (wire == ProviderWire.Anthropic)
            {
                Assert.Equal("tool_use", (string?)body["stop_reason"]);
                Assert.Equal("call-1", (string?)body["content"]![0]!["id"]);
                Assert.Equal("Oslo", (string?)body["content"]![0]!["input"]!["city"]);
                Assert.StartsWith("toolu_", (string?)body["content"]![1]!["id"], StringComparison.Ordinal);
            }
            else
            {
                var choice = body["choices"]![0]!;
                Assert.Equal("tool_calls", (string?)choice["finish_reason"]);
                Assert.Null(choice["message"]!["content"]);
                Assert.Equal("call-1", (string?)choice["message"]!["tool_calls"]![0]!["id"]);
                Assert.Equal("""{"city":"Oslo"}""", (string?)choice["message"]!["tool_calls"]![0]!["function"]!["arguments"]);
                Assert.StartsWith("call_", (string?)choice["message"]!["tool_calls"]![1]!["id"], StringComparison.Ordinal);
            }
        }
    }
}
