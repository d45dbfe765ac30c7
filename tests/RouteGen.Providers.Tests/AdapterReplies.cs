using Microsoft.Extensions.AI;
using RouteGen.Testing;
using RouteGen.Wire;

namespace RouteGen.Providers.Tests;

public sealed class AdapterReplies : IDisposable
{
    private const string Model = "some-model";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task Usage_counts_cached_and_written_tokens_inside_the_input_on_every_wire(Dialect dialect, bool streamed)
    {
        await using var provider = await Adapters.StartAsync(dialect);
        provider.On(Model).Reply(SimulatedReply.FromText("Two lines.") with
        {
            Reasoning = "Let me see.",
            Usage = new(1000, 80) { CachedInput = 600, CacheWrite = 100, CacheWrite1h = 50, Reasoning = 30, CostUsd = 0.00123m },
        });
        var (response, properties) = await AskAsync(provider, dialect, streamed);

        Assert.Equal("Two lines.", response.Text);
        Assert.Equal(
            ["Let me see."],
            response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(r => r.Text).Where(t => t.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        var usage = response.Usage!;
        Assert.Equal(
            (1000, dialect == Dialect.Ollama ? null : 600, 80),
            (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount));
        Assert.Equal(dialect is Dialect.OpenRouter or Dialect.Anthropic ? 150 : null, Count(usage, "CacheCreationInputTokens"));
        Assert.Equal(dialect == Dialect.Anthropic ? 50 : null, Count(usage, "CacheCreation1hInputTokens"));
        Assert.Equal(dialect is Dialect.Anthropic or Dialect.Ollama ? null : 30, usage.ReasoningTokenCount);
        Assert.Equal(
            dialect == Dialect.OpenRouter ? [0.00123m] : [],
            properties.Select(p => p?.GetValueOrDefault(WireFacts.CostUsdKey)).OfType<decimal>());
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task Nothing_below_the_route_repeats_a_request(Dialect dialect, bool streamed)
    {
        await using var provider = await Adapters.StartAsync(dialect);
        SimulatedFailure[] repeatable =
        [
            SimulatedFailure.RequestTimeout, SimulatedFailure.Conflict, SimulatedFailure.RateLimited, SimulatedFailure.ServerError,
            SimulatedFailure.BadGatewayHtml, SimulatedFailure.Overloaded, SimulatedFailure.GatewayTimeout, SimulatedFailure.ConnectionReset,
        ];
        foreach (var failure in repeatable)
        {
            var before = provider.GetRequestCount(Model);
            provider.On(Model).Clear().Always(SimulatedReply.Failing(failure)
                with
            { RetryAfter = TimeSpan.FromMilliseconds(1), RetryAfterForm = RetryAfterForm.Milliseconds });
            await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(provider, dialect, streamed));
            Assert.Equal((failure, 1), (failure, provider.GetRequestCount(Model) - before));
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task Cancelling_ends_a_reply_that_stalls_midway(Dialect dialect, bool streamed)
    {
        await using var provider = await Adapters.StartAsync(dialect);
        provider.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamStallsAfterContent));
        using var patience = new CancellationTokenSource();

        var reply = AskAsync(provider, dialect, streamed, patience.Token);
        var request = await provider.WaitForRequestAsync(1).WaitAsync(Bound);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply.WaitAsync(Bound));
        await request.Ended.WaitAsync(Bound);
        Assert.True(request.IsAborted);
    }

    [Fact]
    public async Task An_error_with_status_200_comes_out_as_error_content()
    {
        await using var openRouter = await Adapters.StartAsync(Dialect.OpenRouter);
        openRouter.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorBeforeContent));
        var plain = Assert.IsType<ErrorContent>(
            Assert.Single((await AskAsync(openRouter, Dialect.OpenRouter, false)).Response.Messages.Single().Contents));
        Assert.Equal(("502", "Provider disconnected unexpectedly"), (plain.ErrorCode, plain.Message));

        await using var openAI = await Adapters.StartAsync(Dialect.OpenAI);
        openAI.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorAfterContent));
        var streamed = (await AskAsync(openAI, Dialect.OpenAI, true)).Response.Messages
            .SelectMany(message => message.Contents)
            .OfType<ErrorContent>();
        Assert.Equal("server_error", Assert.Single(streamed).ErrorCode);

        openRouter.On(Model).Clear().Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorAfterContent));
        var midway = (await AskAsync(openRouter, Dialect.OpenRouter, true)).Response;
        Assert.Equal("server_error",
            Assert.Single(midway.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>()).ErrorCode);
        Assert.Null(midway.FinishReason);

        await using var anthropic = await Adapters.StartAsync(Dialect.Anthropic);
        anthropic.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorAfterContent));
        var ended = (await AskAsync(anthropic, Dialect.Anthropic, true)).Response;
        Assert.Equal(
            "overloaded_error", Assert.Single(ended.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>()).ErrorCode);
        Assert.Null(ended.FinishReason);
    }

    [Fact]
    public async Task A_broken_anthropic_stream_states_its_input_only_since_its_start_counts_one_token_of_output()
    {
        await using var provider = await Adapters.StartAsync(Dialect.Anthropic);
        provider.On(Model).Always(SimulatedReply.Failing(SimulatedFailure.StreamEndsAfterContent) with { FailAfterPieces = 4 });
        var (response, _) = await AskAsync(provider, Dialect.Anthropic, streamed: true);

        Assert.Equal("These words are cut", response.Text);
        Assert.Null(response.FinishReason);
        Assert.NotNull(response.Usage!.InputTokenCount);
        Assert.Null(response.Usage.OutputTokenCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_anthropic_reply_without_a_bound_of_the_route_may_use_the_models_whole_output(bool streamed)
    {
        await using var provider = await Adapters.StartAsync(Dialect.Anthropic);
        await AskAsync(provider, Dialect.Anthropic, streamed);
        Assert.Equal(2000, provider.Requests.Single().Body.GetProperty("max_tokens").GetInt32());
    }

    private static long? Count(UsageDetails usage, string key) =>
        usage.AdditionalCounts?.TryGetValue(key, out var count) is true ? count : null;

    private async Task<(ChatResponse Response, IReadOnlyList<AdditionalPropertiesDictionary?> Properties)> AskAsync(
        SimulatedProvider provider, Dialect dialect, bool streamed, CancellationToken cancellationToken = default)
    {
        using var client = provider.Connect(dialect, _http);
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

        // What a stream states are totals so far, which the route puts together.
        UsageDetails? stated = null;
        foreach (var usage in updates.SelectMany(update => update.Contents).OfType<UsageContent>())
        {
            StatedUsage.Raise(ref stated, usage.Details);
        }

        var whole = updates.ToChatResponse();
        whole.Usage = stated;
        return (whole, [.. updates.Select(update => update.AdditionalProperties)]);
    }
}
