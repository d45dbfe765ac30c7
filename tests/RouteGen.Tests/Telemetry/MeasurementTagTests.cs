using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Tests.Embeddings;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Telemetry;

/// <summary>Every measurement of a call with all its tags. They are kept from call to call, so that calls that differ are mixed.</summary>
public sealed class MeasurementTagTests
{
    private const string First = "gen_ai.operation.name=chat, gen_ai.provider.name=house, gen_ai.request.model=deployed-0";
    private const string Second = "gen_ai.operation.name=chat, gen_ai.provider.name=house, gen_ai.request.model=deployed-1";

    [Fact]
    public async Task A_call_that_is_served_is_measured_so_and_a_foreign_model_is_no_tag()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Named("deployed-1"), Named("a-model-that-nobody-knows"), Named("model-0"), Named(null));
        using var seen = new MeasurementList();

        foreach (var (model, usd) in new[]
        {
            (", gen_ai.response.model=deployed-1", "0.004"), ("", "0.002"), (", gen_ai.response.model=model-0", "0.002"), ("", "0.002"),
        })
        {
            await bench.Route.GetResponseAsync("a ticket");

            Assert.Equal(
                [
                    $"gen_ai.client.token.usage=1000 {{{First}{model}, gen_ai.token.type=input}}",
                    $"gen_ai.client.token.usage=100 {{{First}{model}, gen_ai.token.type=output}}",
                    $"gen_ai.client.operation.duration=0 {{{First}{model}}}",
                    $"routegen.cost={usd} {{route=ask, target=first, bucket=support, source=Computed}}",
                    "routegen.calls=1 {route=ask, outcome=Served, served_by=first}",
                ],
                seen.Take());
        }
    }

    [Fact]
    public async Task A_stream_behind_a_failure_is_measured_so()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable), Step.Fails(HttpStatusCode.TooManyRequests));
        bench.Second.Then(Step.Says("ok", 1_000, 100), Step.Says("ok", 1_000, 100));
        using var seen = new MeasurementList();

        foreach (var (status, fault) in new[] { ("503", "Overloaded"), ("429", "RateLimited") })
        {
            await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket"))
            {
            }

            Assert.Equal(
                [
                    $"gen_ai.client.operation.duration=0 {{{First}, error.type={status}}}",
                    "routegen.cost=0 {route=ask, target=first, bucket=support, source=Computed}",
                    $"routegen.fallbacks=1 {{route=ask, from=first, to=second, fault={fault}}}",
                    $"gen_ai.client.token.usage=1000 {{{Second}, gen_ai.token.type=input}}",
                    $"gen_ai.client.token.usage=100 {{{Second}, gen_ai.token.type=output}}",
                    $"gen_ai.client.operation.time_to_first_chunk=0 {{{Second}}}",
                    $"gen_ai.client.operation.duration=0 {{{Second}}}",
                    "routegen.cost=0.004 {route=ask, target=second, bucket=support, source=Computed}",
                    "routegen.calls=1 {route=ask, outcome=Served, served_by=second}",
                ],
                seen.Take());
        }
    }

    [Fact]
    public async Task A_call_that_nobody_serves_is_measured_so_with_what_it_wasted_and_what_drifted()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0), targets: 1);
        var stated = new AdditionalPropertiesDictionary { ["RouteGen.CostUsd"] = 0.5m };
        bench.First.Then(Step.Says("no", 1_000, 100, ChatFinishReason.ContentFilter, stated));
        using var seen = new MeasurementList();

        await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(
            [
                "routegen.cost.drifts=1 {route=ask, target=first}",
                $"gen_ai.client.token.usage=1000 {{{First}, gen_ai.token.type=input}}",
                $"gen_ai.client.token.usage=100 {{{First}, gen_ai.token.type=output}}",
                $"gen_ai.client.operation.duration=0 {{{First}, error.type=ContentFiltered}}",
                "routegen.cost=0.5 {route=ask, target=first, bucket=support, source=Provider}",
                "routegen.cost.wasted=0.5 {route=ask, target=first, bucket=support}",
                "routegen.calls=1 {route=ask, outcome=Stopped, served_by=}",
            ],
            seen.Take());
    }

    [Fact]
    public async Task A_request_for_embeddings_is_measured_so()
    {
        await using var bench = new EmbedBench();
        var route = bench.Route;
        using var seen = new MeasurementList();

        await route.GenerateAsync(["a text"]);

        const string Tags = "gen_ai.operation.name=embeddings, gen_ai.provider.name=house, gen_ai.request.model=deployed-0";
        Assert.Equal(
            [
                $"gen_ai.client.token.usage=1000 {{{Tags}, gen_ai.token.type=input}}",
                $"gen_ai.client.operation.duration=0 {{{Tags}}}",
                "routegen.cost=2E-05 {route=embed, target=first, bucket=search, source=Computed}",
                "routegen.calls=1 {route=embed, outcome=Served, served_by=first}",
            ],
            seen.Take());
    }

    [Fact]
    public void Costs_go_to_the_account_of_their_call_and_calls_to_whoever_served()
    {
        var target = new TargetDefinition
        {
            Name = "first",
            Provider = new ProviderDefinition { Name = "house", Kind = "azure-openai", Adapter = null },
            Model = TestBench.Model(0),
            Deployment = "deployed-0",
        };
        var route = TestRoutes.Plain([new ChainEntryDefinition { Target = target }]);
        var attempts = new AttemptTelemetry(route, target, address: null);
        var calls = new RouteTelemetry("Table", route);
        using var seen = new MeasurementList();

        foreach (var (bucket, source, servedBy) in new[]
        {
            ("support", CostSource.Computed, "first"), ("sales", CostSource.Computed, null), ("support", CostSource.UpperBound, "another"),
            ("support", CostSource.Computed, "first"), ("sales", CostSource.UpperBound, null),
        })
        {
            attempts.Record(bucket, Attempt(source, Fault.Timeout));
            calls.Record(Call(servedBy));

            Assert.Equal(
                [
                    "gen_ai.client.operation.duration=0 {gen_ai.operation.name=chat, gen_ai.provider.name=azure.ai.openai, "
                        + "gen_ai.request.model=deployed-0, error.type=Timeout}",
                    $"routegen.cost=1 {{route=ask, target=first, bucket={bucket}, source={source}}}",
                    $"routegen.cost.wasted=1 {{route=ask, target=first, bucket={bucket}}}",
                    $"routegen.calls=1 {{route=ask, outcome=Abandoned, served_by={servedBy}}}",
                ],
                seen.Take());
        }
    }

    private static Step Named(string? model) => Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"))
    {
        ModelId = model,
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 1_000, OutputTokenCount = 100 },
    });

    private static AttemptRecord Attempt(CostSource source, Fault fault) => new()
    {
        Target = "first",
        Provider = "house",
        Model = "model-0",
        Deployment = "deployed-0",
        Fault = fault,
        CostUsd = 1m,
        CostSource = source,
    };

    private static RouteRecord Call(string? servedBy) => new()
    {
        StartedAt = default,
        Table = "Table",
        TableHash = "hash",
        Route = "ask",
        Outcome = RouteOutcome.Abandoned,
        ServedBy = servedBy,
        Latency = default,
        CostBucket = "support",
        Caller = RouteCaller.None,
        Attempts = [],
    };
}
