using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Costs;

/// <summary>Replies that hold a kind of token for which the table has no rate: unknown is not free.</summary>
public class UnpricedKindTests
{
    [Fact]
    public async Task A_budget_holds_against_calls_of_cached_tokens_without_a_rate()
    {
        var budget = Daily(usd: 0.02m);
        await using var bench = Bench(new PriceSheet { Input = 1m, Output = 10m }, budget);
        var served = 0;
        for (; served < 60; served++)
        {
            bench.First.Then(Cached());
            if (await Record.ExceptionAsync(() => bench.Route.GetResponseAsync("a ticket")) is BudgetExceededException)
            {
                break;
            }
        }

        // Each is 2,000 tokens in, of which 1,500 cached, and 20 out.
        Assert.Equal(7, served);
        Assert.Equal(7 * 0.0022m, (await bench.UsdAsync(budget)).Committed);
        Assert.All(bench.Route.Records.Take(served), r => Assert.Equal((0.0022m, CostSource.UpperBound), (r.CostUsd, r.CostSource)));
        Assert.Null(bench.Route.Records[0].Attempts[0].ComputedCostUsd);
    }

    [Fact]
    public async Task A_cost_limit_counts_the_bound()
    {
        // What failed took 0.0022 of 0.008, and the next may take 0.006.
        await using var bench = Bench(new PriceSheet { Input = 1m, Output = 10m }, r => r.With(costLimit: 0.008m));
        bench.First.Then(Step.Replies(Reply("")));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(0.0022m, e.Record.CostUsd);
        Assert.Equal(Fault.CostLimitExceeded, e.Fault);
    }

    [Fact]
    public async Task What_is_missing_is_reported_once_for_a_model()
    {
        var log = new LogLines();
        await using var bench = Bench(new PriceSheet { Input = 1m, Output = 10m }, services: s => s.AddLogging(l => l.AddProvider(log)));
        for (var i = 0; i < 3; i++)
        {
            bench.First.Then(Cached());
            await bench.Route.GetResponseAsync("a ticket");
        }

        var (id, text) = Assert.Single(log.All, m => m.Id is 15 or 16);
        Assert.Equal(15, id);
        Assert.Equal("Model model-0 has no rate for cachedInput, but replies contain it: an upper bound is charged. Add cachedInput to " +
            "its 'usdPerMTok' in the table", text);
    }

    [Fact]
    public async Task A_model_without_any_price_is_reported_too()
    {
        var log = new LogLines();
        await using var bench = new TestBench(
            model: _ => new ModelDefinition { Name = "unpriced" }, services: s => s.AddLogging(l => l.AddProvider(log)));
        await bench.Route.GetResponseAsync("a ticket");
        await bench.Route.GetResponseAsync("a ticket");

        Assert.StartsWith(
            "Model unpriced has no price for input, output: ",
            Assert.Single(log.All, m => m.Id is 15 or 16).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_without_rates_is_bounded_by_those_of_another()
    {
        ModelDefinition model = new()
        {
            Name = "m",
            Price = new PriceDefinition("m@1", new PriceSheet())
            {
                Changes =
            [
                new DatedPrice { From = new DateOnly(2027, 1, 1), Price = new("m@2", new PriceSheet { Input = 1m, Output = 10m }) }
            ]
            },
        };
        await using var bench = new TestBench(model: _ => model);
        bench.First.Then(Step.Says("ok", 1_000, 200));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((0.003m, CostSource.UpperBound), (response.Cost.Usd, response.Cost.Source));
    }

    [Fact]
    public async Task A_timed_out_request_without_an_allowance_is_charged_what_the_window_leaves()
    {
        ModelDefinition model =
            new() { Name = "m", ContextWindow = 2_009, Price = new PriceDefinition("m@1", new PriceSheet { Input = 1m, Output = 10m }) };
        await using var bench = new TestBench(r => r.With(maxRetries: 0, limitsOutput: false), model: _ => model);
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.Says("ok"));

        await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(
            (CostSource.Estimated, 2_000L), (bench.Record.Attempts[0].CostSource, bench.Record.Attempts[0].EstimatedUsage?.Output));
    }

    [Fact]
    public async Task A_bound_is_repriced_to_a_cost_when_the_rate_is_known()
    {
        await using var bench = Bench(new PriceSheet { Input = 1m, Output = 10m });
        bench.First.Then(Cached());
        await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(CostSource.UpperBound, bench.Record.Reprice(TestTable.Definition).CostSource);
        var known = bench.Record.Reprice(Table(TestTable.Definition, new PriceSheet { Input = 1m, CachedInput = 0.1m, Output = 10m }));
        Assert.Equal((0.00085m, CostSource.Computed), (known.CostUsd, known.CostSource));
    }

    private static RouteTableDefinition Table(RouteTableDefinition table, PriceSheet sheet) => new()
    {
        Name = table.Name,
        Hash = table.Hash,
        Providers = table.Providers,
        Targets = [.. table.Targets.Select(
            t => t with { Model = new ModelDefinition { Name = t.Model.Name, Price = new PriceDefinition("other", sheet) } })],
        Routes = table.Routes,
    };

    private static TestBench Bench(PriceSheet sheet, params BudgetDefinition[] budgets) => Bench(sheet, r => r.With(budgets: budgets));

    private static TestBench Bench(
        PriceSheet sheet, Func<RouteDefinition, RouteDefinition>? adjust = null, Action<IServiceCollection>? services = null) => new(
        adjust,
        model: i => new ModelDefinition
        {
            Name = $"model-{i}",
            ContextWindow = 128_000,
            MaxOutput = 16_000,
            Price = new PriceDefinition($"model-{i}@1", sheet)
        },
        services: services);

    private static Step Cached() => Step.Replies(Reply());

    private static ChatResponse Reply(string text = "ok") => new(new ChatMessage(ChatRole.Assistant, text))
    {
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 2_000, CachedInputTokenCount = 1_500, OutputTokenCount = 20 },
    };
}
