using Microsoft.Extensions.AI;
using RouteGen.Hosting;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

public sealed class AdapterReplies : IDisposable
{
    private const string Model = "some-model";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public static TheoryData<ProviderWire, bool> WiresPlainAndStreamed
    {
        get
        {
            var rows = new TheoryData<ProviderWire, bool>();
            foreach (var wire in Adapters.Wires)
            {
                rows.Add(wire, false);
                rows.Add(wire, true);
            }

            return rows;
        }
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(WiresPlainAndStreamed))]
    public async Task Usage_counts_cached_and_written_tokens_inside_the_input_on_every_wire(ProviderWire wire, bool streamed)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Reply(SimulatedReply.Of("Two lines.") with
        {
            Reasoning = "Let me see.",
            Usage = new(1000, 80) { CachedInput = 600, CacheWrite = 100, CacheWrite1h = 50, Reasoning = 30, CostUsd = 0.00123m },
        });
        var (response, properties) = await AskAsync(provider, streamed);

        Assert.Equal("Two lines.", response.Text);
        Assert.Equal(["Let me see."], response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(r => r.Text).Where(t => t.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        var usage = response.Usage!;
        Assert.Equal((1000, 600, 80), (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount));
        Assert.Equal(wire == ProviderWire.OpenAI ? null : 150, Count(usage, "CacheCreationInputTokens"));
        Assert.Equal(wire == ProviderWire.Anthropic ? 50 : null, Count(usage, "CacheCreation1hInputTokens"));
        Assert.Equal(wire == ProviderWire.Anthropic ? null : 30, usage.ReasoningTokenCount);
        Assert.Equal(wire == ProviderWire.OpenRouter ? [0.00123m] : [], properties.Select(p => p?.GetValueOrDefault(WireFacts.CostUsdKey)).OfType<decimal>());
    }

    [Theory]
    [MemberData(nameof(WiresPlainAndStreamed))]
    public async Task Nothing_below_the_route_repeats_a_request(ProviderWire wire, bool streamed)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        SimulatedFailure[] repeatable =
        [
            SimulatedFailure.RequestTimeout, SimulatedFailure.Conflict, SimulatedFailure.RateLimited, SimulatedFailure.ServerError,
            SimulatedFailure.BadGatewayHtml, SimulatedFailure.Overloaded, SimulatedFailure.GatewayTimeout, SimulatedFailure.ConnectionReset,
        ];
        foreach (var failure in repeatable)
        {
            var before = provider.Hits(Model);
            provider.On(Model).Clear().Always(SimulatedReply.Failing(failure) with { RetryAfter = TimeSpan.FromMilliseconds(1), RetryAfterForm = RetryAfterForm.Milliseconds });
            await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(provider, streamed));
            Assert.Equal((failure, 1), (failure, provider.Hits(Model) - before));
        }
    }

    [Theory]
    [MemberData(nameof(WiresPlainAndStreamed))]
    public async Task Cancelling_ends_a_reply_that_stalls_midway(ProviderWire wire, bool streamed)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamStallsAfterContent));
        using var patience = new CancellationTokenSource();

        var reply = AskAsync(provider, streamed, patience.Token);
        var request = await provider.RequestAsync(1).WaitAsync(Bound);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply.WaitAsync(Bound));
        await request.Ended.WaitAsync(Bound);
        Assert.True(request.IsAborted);
    }

    [Fact]
    public async Task An_error_with_status_200_comes_out_as_error_content()
    {
        await using var openRouter = await SimulatedProvider.StartAsync(ProviderWire.OpenRouter);
        openRouter.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorBeforeContent));
        var plain = Assert.IsType<ErrorContent>(Assert.Single((await AskAsync(openRouter, false)).Response.Messages.Single().Contents));
        Assert.Equal(("502", "Provider disconnected unexpectedly"), (plain.ErrorCode, plain.Message));

        await using var openAI = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        openAI.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorAfterContent));
        var streamed = (await AskAsync(openAI, true)).Response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>();
        Assert.Equal("server_error", Assert.Single(streamed).ErrorCode);
    }

    [Theory]
    [InlineData(ProviderWire.OpenRouter, Fault.StreamBroken)]
    [InlineData(ProviderWire.Anthropic, Fault.StreamBroken)]
    public async Task An_error_that_the_sdk_throws_midway_is_a_broken_stream(ProviderWire wire, Fault expected)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorAfterContent));
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(provider, streamed: true));
        Assert.Equal(expected, Adapters.AdapterOf(wire).Classify(thrown));
    }

    [Fact]
    public async Task A_broken_anthropic_stream_states_no_usage_since_its_start_counts_one_token_only()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
        provider.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamEndsAfterContent) with { FailAfterPieces = 4 });
        var (response, _) = await AskAsync(provider, streamed: true);

        Assert.Equal("These words are cut", response.Text);
        Assert.Null(response.FinishReason);
        Assert.Null(response.Usage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_anthropic_reply_without_a_bound_of_the_route_may_use_the_models_whole_output(bool streamed)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
        await AskAsync(provider, streamed);
        Assert.Equal(2000, provider.Requests.Single().Body.GetProperty("max_tokens").GetInt32());
    }

    private static long? Count(UsageDetails usage, string key) => usage.AdditionalCounts?.TryGetValue(key, out var count) is true ? count : null;

    private async Task<(ChatResponse Response, IReadOnlyList<AdditionalPropertiesDictionary?> Properties)> AskAsync(
        SimulatedProvider provider, bool streamed, CancellationToken cancellationToken = default)
    {
        using var client = provider.Connect(_http);
        if (!streamed)
        {
            var response = await client.GetResponseAsync("Good morning", cancellationToken: cancellationToken);
            return (response, [response.AdditionalProperties]);
        }

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Good morning", cancellationToken: cancellationToken))
        {
            updates.Add(update);
        }

        return (updates.ToChatResponse(), [.. updates.Select(update => update.AdditionalProperties)]);
    }
}
