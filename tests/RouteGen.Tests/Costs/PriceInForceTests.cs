using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>Which price a call is billed at: by its day, its service tier, and the target's factor and billing.</summary>
public class PriceInForceTests
{
    private static readonly PriceSheet Sheet = new()
    {
        Input = 1m,
        Output = 10m,
        UsdPerWebSearch = 0.01m,
        UsdPerRequest = 0.002m,
        Flex = new PriceSheet { Input = 0.5m, Output = 5m, UsdPerRequest = 0m },
        Priority = new PriceSheet { Output = 20m },
    };

    [Theory]
    [InlineData("flex", ServiceTier.Flex, "0.0015")]
    [InlineData("priority", ServiceTier.Priority, "0.007")]
    [InlineData("default", ServiceTier.Standard, "0.005")]
    [InlineData("scale", ServiceTier.Standard, "0.005")]
    public async Task The_service_tier_that_served_sets_the_price(string stated, ServiceTier tier, string usd)
    {
        await using var bench = new TestBench(model: _ => Model(Sheet));
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.ServiceTierKey] = stated }));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), response.Cost.Usd);
        Assert.Equal(tier, response.Record.Attempts[0].ServiceTier);
    }

    [Fact]
    public async Task What_was_asked_counts_where_the_reply_is_silent()
    {
        await using var bench = new TestBench(model: _ => Model(Sheet));
        bench.First.Then(Step.Says("ok", 1_000, 200));

        var response = await bench.Route.GetResponseAsync(
            "a ticket", new ChatOptions { AdditionalProperties = new() { ["service_tier"] = "flex" } });

        Assert.Equal((0.0015m, ServiceTier.Flex), (response.Cost.Usd, response.Record.Attempts[0].ServiceTier));
    }

    [Fact]
    public async Task A_target_asks_for_its_service_tier_whatever_the_caller_says()
    {
        await using var bench = new TestBench(model: _ => Model(Sheet), target: t => t.With(tier: ServiceTier.Flex));
        var options = new ChatOptions { AdditionalProperties = new() { ["service_tier"] = "priority" } };

        await bench.Route.GetResponseAsync("a ticket", options);

        Assert.Equal("flex", bench.First.Requests[0].Options!.AdditionalProperties![WireFacts.RequestedServiceTierKey]);
        Assert.Equal("priority", options.AdditionalProperties["service_tier"]);
    }

    [Fact]
    public async Task The_price_of_the_day_counts_in_UTC()
    {
        var price = new PriceDefinition("m@1", Sheet)
        {
            Changes =
        [
            new DatedPrice { From = new(2026, 11, 21), Price = new("m@2", new() { Input = 2m, Output = 20m }) },
            new DatedPrice { From = new(2026, 12, 1), Price = new("m@3", new() { Input = 0m, Output = 0m }) }
        ]
        };
        await using var bench = new TestBench(model: _ => new ModelDefinition { Name = "m", Price = price });
        bench.First.Then(Step.Says("ok", 1_000, 200));
        bench.Time.SetUtcNow(new DateTimeOffset(2026, 11, 20, 23, 59, 59, TimeSpan.Zero));
        await bench.Route.GetResponseAsync("before midnight");
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Route.GetResponseAsync("at midnight");
        bench.Time.Advance(TimeSpan.FromDays(30));
        await bench.Route.GetResponseAsync("a month later");

        Assert.Equal(
            [("m@1", 0.005m), ("m@2", 0.006m), ("m@3", 0m)], bench.Route.Records.Select(r => (r.Attempts[0].PriceId!, r.CostUsd!.Value)));
    }

    [Fact]
    public async Task A_factor_multiplies_the_total_and_is_part_of_the_price_id()
    {
        await using var bench = new TestBench(model: _ => Model(Sheet), target: t => t.With(factor: 0.935m));
        bench.First.Then(Step.Says("ok", 1_000, 200));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((0.935m * 0.005m, "m@1*0.935"), (response.Cost.Usd, response.Record.Attempts[0].PriceId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provisioned_capacity_costs_a_true_zero(bool isPriced)
    {
        await using var bench = new TestBench(
            r => r.With(costLimit: 0.000001m),
            _ => isPriced ? Model(Sheet) : new ModelDefinition { Name = "m" },
            target: t => t.With(provisioned: true));
        bench.First.Then(Step.Says("ok", 1_000, 200));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(
            (0m, CostSource.Computed, "provisioned"), (response.Cost.Usd, response.Cost.Source, response.Record.Attempts[0].PriceId));
        Assert.Equal(0m, response.Record.EstimatedCostUsd);
    }

    [Fact]
    public async Task Web_searches_are_billed_by_what_the_reply_shows_or_the_provider_counts()
    {
        await using var bench = new TestBench(model: _ => Model(Sheet));
        AIContent[] contents = [new WebSearchToolCallContent("1"), new WebSearchToolCallContent("2"), new TextContent("ok")];
        bench.First.Then(
            Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
            {
                FinishReason = ChatFinishReason.Stop,
                Usage = new() { InputTokenCount = 1_000, OutputTokenCount = 200 }
            }),
            Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"))
            {
                FinishReason = ChatFinishReason.Stop,
                Usage =
                    new() { InputTokenCount = 1_000, OutputTokenCount = 200, AdditionalCounts = new() { [WireFacts.WebSearchesKey] = 3 } },
            }));

        var shown = await bench.Route.GetResponseAsync("a ticket");
        var counted = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((0.025m, 0.035m), (shown.Cost.Usd, counted.Cost.Usd));
    }

    private static ModelDefinition Model(PriceSheet sheet) =>
        new() { Name = "m", MaxOutput = 600, Price = new PriceDefinition("m@1", sheet) };
}
