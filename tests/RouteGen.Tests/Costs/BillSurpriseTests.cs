using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>
/// Bills that are other than the table lets expect: another model, other words for tiers, counts that contradict one another.
/// </summary>
public sealed class BillSurpriseTests
{
    private static readonly PriceSheet Sheet = new()
    {
        Input = 1m,
        CachedInput = 0.1m,
        Output = 10m,
        Flex = new PriceSheet { Input = 0.5m, Output = 5m },
        Priority = new PriceSheet { Input = 2m, Output = 20m },
    };

    private readonly LogLines _log = new();

    [Theory]
    [InlineData("deployed-1", "0.006", "model-1")]
    [InlineData("DEPLOYED-1", "0.006", "model-1")]
    [InlineData("deployed-1-2025-08-07", "0.006", "model-1")]
    [InlineData("vendor/deployed-1-20250807:free", "0.006", "model-1")]
    [InlineData("model-1-latest", "0.006", "model-1")]
    [InlineData("something-else", "0.003", "model-0")]
    [InlineData("deployed-0-mini", "0.003", "model-0")]
    [InlineData("deployed-0-2025-08-07", "0.003", null)]
    [InlineData("models/deployed-0-001", "0.003", null)]
    [InlineData("deployed-0@20250807", "0.003", null)]
    [InlineData("model-0-0613", "0.003", null)]
    [InlineData(null, "0.003", null)]
    public async Task Another_model_than_asked_for_is_recorded_told_once_and_priced_as_itself(string? model, string usd, string? told)
    {
        // The second model costs twice as much.
        await using var bench = new TestBench(services: Log);
        for (var i = 0; i < 2; i++)
        {
            bench.First.Then(Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"))
            {
                ModelId = model,
                FinishReason = ChatFinishReason.Stop,
                Usage = new() { InputTokenCount = 1_000, OutputTokenCount = 200 },
            }));
            var response = await bench.Route.GetResponseAsync("a ticket");
            Assert.Equal((Usd(usd), CostSource.Computed), (response.Cost.Usd, response.Cost.Source));
            Assert.Equal(Usd(usd), response.Record.Reprice(TestTable.Definition).CostUsd);
            Assert.Equal((model, "model-0"), (response.Record.Attempts[0].ResponseModel, response.Record.Attempts[0].Model));
        }

        Assert.Equal(
            told is null
                ? []
                : [$"Target first was asked for deployed-0, and {model} answered: its cost is computed at the price of {told}"],
            _log.All.Where(line => line.Id == 17).Select(line => line.Text));
    }

    [Theory]
    [InlineData("on_demand", null, ServiceTier.Standard)]
    [InlineData("scale", null, ServiceTier.Standard)]
    [InlineData("reserved", null, ServiceTier.Standard)]
    [InlineData("SERVICE_TIER_FLEX", null, ServiceTier.Flex)]
    [InlineData("performance", null, ServiceTier.Priority)]
    [InlineData("auto", null, ServiceTier.Standard)]
    [InlineData("standard", "fast", ServiceTier.Priority)]
    [InlineData("flex", "standard", ServiceTier.Flex)]
    [InlineData(null, "optimized", ServiceTier.Priority)]
    [InlineData("turbo", null, ServiceTier.Priority)]
    [InlineData("standard", "ludicrous", ServiceTier.Priority)]
    public async Task Every_vendors_word_for_a_tier_is_known_and_an_unknown_one_is_told_and_the_most_expensive(
        string? tier, string? speed, ServiceTier expected)
    {
        await using var bench = new TestBench(model: _ => Model(Sheet), services: Log);
        bench.First.Then(Step.Says(
            "ok", 1_000, 200, properties: new() { [WireFacts.ServiceTierKey] = tier, [WireFacts.SpeedKey] = speed }));
        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(expected, response.Record.Attempts[0].ServiceTier);
        Assert.Equal(
            expected switch { ServiceTier.Flex => 0.0015m, ServiceTier.Priority => 0.006m, _ => 0.003m }, response.Cost.Usd);
        Assert.Equal(
            tier is "turbo" || speed is "ludicrous" ? 1 : 0,
            _log.All.Count(line => line.Id == 19 && line.Text.Contains("not known", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_unknown_tier_is_the_ordinary_one_where_that_costs_the_most()
    {
        await using var bench = new TestBench(model: _ => Model(Sheet with { Priority = null }));
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.ServiceTierKey] = "turbo" }));
        Assert.Equal(0.003m, (await bench.Route.GetResponseAsync("a ticket")).Cost.Usd);
    }

    [Fact]
    public async Task A_more_expensive_tier_without_rates_is_told()
    {
        await using var bench = new TestBench(model: _ => Model(Sheet with { Priority = null }), services: Log);
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.SpeedKey] = "fast" }));
        Assert.Equal(0.003m, (await bench.Route.GetResponseAsync("a ticket")).Cost.Usd);
        Assert.Contains("no rates", Assert.Single(_log.All, line => line.Id == 19).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us", "0.0033")]
    [InlineData("us-east-1", "0.0033")]
    [InlineData("eu", "0.0036")]
    [InlineData("global", "0.0030")]
    [InlineData("not_available", "0.003")]
    [InlineData("usa", "0.003")]
    public async Task A_reply_that_says_where_it_was_served_is_multiplied_by_that_region(string place, string usd)
    {
        var model = Model(Sheet);
        model = new() { Name = "m", MaxOutput = 600, Price = model.Price! with { Regions = [new("us", 1.1m), new("eu", 1.2m)] } };
        await using var bench = new TestBench(model: _ => model);
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.InferenceGeoKey] = place }));
        Assert.Equal(Usd(usd), (await bench.Route.GetResponseAsync("a ticket")).Cost.Usd);
    }

    [Theory]
    [InlineData(1_500, 0, 1_000, 0, "0.0021")]
    [InlineData(600, 0, 600, 0, "0.00246")]
    public async Task A_part_that_is_larger_than_its_whole_is_cut_to_it_and_told(
        long cached, long written, long cachedBilled, long writtenBilled, string usd)
    {
        await using var bench = new TestBench(model: _ => Model(Sheet), services: Log);
        bench.First.Then(Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"))
        {
            FinishReason = ChatFinishReason.Stop,
            Usage = new()
            {
                InputTokenCount = 1_000,
                OutputTokenCount = 200,
                CachedInputTokenCount = cached,
                AdditionalCounts = new() { [WireFacts.CacheWriteKey] = written },
            },
        }));
        var response = await bench.Route.GetResponseAsync("a ticket");

        var counted = response.Record.Usage!.Value;
        Assert.Equal((1_000, cachedBilled, writtenBilled), (counted.Input, counted.CachedInput, counted.CacheWrite));
        Assert.Equal((Usd(usd), CostSource.Computed), (response.Cost.Usd, response.Cost.Source));
        Assert.Equal(cached > 1_000 ? 1 : 0, _log.All.Count(line => line.Id == 18));
    }

    [Fact]
    public async Task A_stated_count_of_no_searches_says_that_what_looks_like_one_was_none()
    {
        await using var bench = new TestBench(model: _ => Model(Sheet with { UsdPerWebSearch = 0.01m }));
        foreach (var stated in new long?[] { 0, 2, null })
        {
            bench.First.Then(Step.Replies(new ChatResponse(
                new ChatMessage(ChatRole.Assistant, [new WebSearchToolCallContent("1"), new TextContent("ok")]))
            {
                FinishReason = ChatFinishReason.Stop,
                Usage = new()
                {
                    InputTokenCount = 1_000,
                    OutputTokenCount = 200,
                    AdditionalCounts = stated is { } count ? new() { [WireFacts.WebSearchesKey] = count } : null,
                },
            }));
            Assert.Equal(0.003m + (0.01m * (stated ?? 1)), (await bench.Route.GetResponseAsync("a ticket")).Cost.Usd);
        }
    }

    [Theory]
    [InlineData("deployed-1", "0.0054", CostSource.Computed)]
    [InlineData("deployed-1-2025-08-07", "0.0054", CostSource.Computed)]
    [InlineData("nobody-knows", "0.0042", CostSource.Estimated)]
    [InlineData("", "0.0042", CostSource.Estimated)]
    public async Task What_an_adviser_did_is_charged_at_its_own_price(string adviser, string usd, CostSource source)
    {
        await using var bench = new TestBench(services: Log);
        var others = new Dictionary<string, UsageDetails> { [adviser] = new() { InputTokenCount = 200, OutputTokenCount = 100 } };
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.OtherUsageKey] = others }));
        var response = await bench.Route.GetResponseAsync("a ticket");

        var attempt = Assert.Single(response.Record.Attempts);
        Assert.Equal((Usd(usd), source), (response.Cost.Usd, response.Cost.Source));
        Assert.Equal((1_200, 300, 1), (attempt.Usage!.Value.Input, attempt.Usage.Value.Output, attempt.Usage.Value.Requests));
        Assert.Equal((Usd(usd), source), (
            response.Record.Reprice(TestTable.Definition).CostUsd, response.Record.Reprice(TestTable.Definition).CostSource));
        var other = Assert.Single(attempt.OtherModels);
        Assert.Equal((adviser.Length == 0 ? null : adviser, 200L, 100L), (other.Model, other.Usage.Input, other.Usage.Output));
        Assert.Contains("\"otherModels\":[{\"model\":", response.Record.ToJson(), StringComparison.Ordinal);
        Assert.Single(_log.All, line => line.Id == 33);
    }

    [Fact]
    public async Task What_was_not_sent_is_recorded_and_told_once()
    {
        await using var bench = new TestBench(services: Log);
        for (var i = 0; i < 2; i++)
        {
            bench.First.Then(Step.Says("ok", properties: new() { [WireFacts.DroppedKey] = "topK, seed" }));
            var response = await bench.Route.GetResponseAsync("a ticket");
            Assert.Equal("topK, seed", response.Record.Attempts[0].Unsent);
            Assert.Contains("\"unsent\":\"topK, seed\"", response.Record.ToJson(), StringComparison.Ordinal);
        }

        Assert.Equal(
            "Target first: its dialect has no words for topK, seed, which were not sent",
            Assert.Single(_log.All, line => line.Id == 32).Text);
    }

    [Theory]
    [InlineData(100L, 40L, 9_000L, 100L, 40L, CostSource.Computed)]
    [InlineData(null, null, 300L, null, 100L, CostSource.Estimated)]
    [InlineData(100L, null, 300L, 100L, 100L, CostSource.Estimated)]
    [InlineData(null, null, 9_000_000L, null, 600L, CostSource.Estimated)]
    public async Task A_reply_that_could_not_be_read_is_charged_what_it_counted_or_no_more_than_its_bytes_hold(
        long? input, long? output, long bytes, long? billedInput, long billedOutput, CostSource source)
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        var unreadable = new FormatException("The reply cannot be read.")
        {
            Data =
            {
                [WireFacts.ReplyBytesKey] = bytes,
                [WireFacts.UsageKey] = input is null && output is null
                    ? null
                    : new UsageDetails { InputTokenCount = input, OutputTokenCount = output },
            },
        };
        bench.First.Then(Step.Throws(unreadable));
        bench.Second.Then(Step.Says("ok"));
        await bench.Route.GetResponseAsync("a ticket");

        var attempt = bench.Record.Attempts[0];
        var counted = attempt.Usage ?? attempt.EstimatedUsage!.Value;
        Assert.Equal(
            (billedInput ?? bench.Record.EstimatedInputTokens, billedOutput, source), (counted.Input, counted.Output, attempt.CostSource));
    }

    private static ModelDefinition Model(PriceSheet sheet) =>
        new() { Name = "m", MaxOutput = 600, Price = new PriceDefinition("m@1", sheet) };

    private static decimal Usd(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private void Log(IServiceCollection services) => services.AddLogging(logging => logging.AddProvider(_log));
}
