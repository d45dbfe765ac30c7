using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Costs;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Embeddings;

/// <summary>What every adapter that makes embeddings must do through the real SDK.</summary>
public sealed class EmbeddingsOverTheWire
{
    public static TheoryData<Dialect> EveryDialect => [.. EmbedTable.Dialects];

    public static TheoryData<Dialect, SimulatedFailure> EveryFailure
    {
        get
        {
            var rows = new TheoryData<Dialect, SimulatedFailure>();
            foreach (var dialect in EmbedTable.Dialects)
            {
                // No filter cuts vectors, no provider is known to refuse a text to embed with a status of success, and a
                // stall midway is a stall wherever it comes.
                foreach (var failure in Enum.GetValues<SimulatedFailure>().Where(failure => failure is not (SimulatedFailure.ReplyFiltered
                    or SimulatedFailure.ContentFiltered or SimulatedFailure.StreamStallsBeforeContent)))
                {
                    rows.Add(dialect, failure);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public async Task A_batch_is_served_in_order_and_priced_by_its_input(Dialect dialect)
    {
        await using var stand = await EmbedStand.StartAsync(dialect);
        stand.Script.Always(new SimulatedReply { Usage = new(1000, 0), Model = "embedder-2026", RequestId = "the-request" });

        var vectors = await stand.Route.GenerateAsync(["one", "two", "three"]);

        Assert.Equal((WireTarget.Primary, 3), (vectors.ServedBy, vectors.Count));
        Assert.All(vectors, vector => Assert.Equal(EmbedTable.Dimensions, vector.Vector.Length));
        Assert.Equal(3, vectors.Select(vector => vector.Vector.Span[0]).Distinct().Count());
        Assert.Equal((0.00002m, CostSource.Computed), (vectors.Cost.Usd, vectors.Cost.Source));
        var attempt = Assert.Single(vectors.Record.Attempts);
        Assert.Equal((EmbedTable.ModelOf(dialect), "the-request", 200), (attempt.Deployment, attempt.RequestId, attempt.StatusCode));
        Assert.Equal(new TokenUsage { Input = 1000, Requests = 1 }, vectors.Record.Usage);
        var request = Assert.Single(stand.Primary.Requests);
        Assert.Equal(["one", "two", "three"], request.Texts);
        Assert.False(request.Body.TryGetProperty("dimensions", out _));
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public async Task The_same_text_has_the_same_vector_wherever_it_is_served(Dialect dialect)
    {
        await using var stand = await EmbedStand.StartAsync(dialect);
        var first = await stand.Route.GenerateAsync(["the same"]);
        stand.Script.Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));

        var second = await stand.Route.GenerateAsync(["the same"]);

        Assert.Equal((WireTarget.Primary, WireTarget.Backup), (first.ServedBy, second.ServedBy));
        Assert.Equal(first[0].Vector.ToArray(), second[0].Vector.ToArray());
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public async Task A_length_of_the_tables_is_asked_for_at_every_target(Dialect dialect)
    {
        await using var stand = await EmbedStand.StartAsync(dialect);
        stand.Script.Reply(SimulatedReply.Failing(SimulatedFailure.ModelNotFound));

        var vectors = await stand.Table.Route(dialect, asked: 4).GenerateAsync(["short"]);

        Assert.Equal((WireTarget.Backup, 4), (vectors.ServedBy, vectors[0].Vector.Length));
        Assert.All(
            stand.Primary.Requests.Concat(stand.Backup.Requests),
            request => Assert.Equal(4, LengthIn(request)));
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public async Task A_callers_length_is_asked_for_and_its_model_is_only_reported(Dialect dialect)
    {
        await using var stand = await EmbedStand.StartAsync(dialect);

        var vectors = await stand.Route.GenerateAsync(["short"], new EmbeddingGenerationOptions { Dimensions = 6, ModelId = "another" });

        Assert.Equal((6, "another"), (vectors[0].Vector.Length, vectors.Record.RequestedModel));
        var request = Assert.Single(stand.Primary.Requests);
        Assert.Equal((6, EmbedTable.ModelOf(dialect)), (LengthIn(request), request.Model));
    }

    [Theory]
    [MemberData(nameof(EveryFailure))]
    public async Task A_failure_has_its_fault_and_its_reaction_and_each_hit_is_an_attempt(Dialect dialect, SimulatedFailure failure)
    {
        var row = FailureRow.For(failure, dialect, streamed: false);
        var time = row.NeedsTimers ? new FakeTimeProvider(DateTimeOffset.UtcNow) : null;
        await using var stand = await EmbedStand.StartAsync(dialect, time);
        stand.Script.Always(SimulatedReply.Failing(failure));

        RouteRecord record;
        try
        {
            var call = stand.Route.GenerateAsync(["Good morning"]);
            if (time is not null)
            {
                await stand.Primary.WaitForRequestAsync(1, TestContext.Current.CancellationToken);
                time.Advance(WireTable.Patience);
            }

            record = (await call).Record;
        }
        catch (RouteException e)
        {
            record = e.Record;
        }

        // A backup of the same model has no larger window, so what is too long for one is too long for all.
        var reachesBackup = row.ReachesBackup && row.Fault != Fault.ContextTooLong;
        var primary = record.Attempts.Where(attempt => attempt.Deployment == EmbedTable.ModelOf(dialect)).ToArray();
        Assert.Equal((row.PrimaryHits, reachesBackup ? 1 : 0), (stand.Primary.Requests.Count, stand.Backup.Requests.Count));
        Assert.Equal(row.PrimaryHits, primary.Length);
        Assert.All(primary, attempt => Assert.Equal(row.Fault, attempt.Fault));
        Assert.Equal(
            reachesBackup ? RouteOutcome.Served : row.Fault == Fault.ContextTooLong ? RouteOutcome.Failed : RouteOutcome.Stopped,
            record.Outcome);
        Assert.Equal(record.Attempts.Sum(attempt => attempt.CostUsd), record.CostUsd);
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public async Task Vectors_that_are_too_few_or_of_another_length_do_not_serve_and_are_paid_for(Dialect dialect)
    {
        await using var stand = await EmbedStand.StartAsync(dialect);
        stand.Script.Reply(new SimulatedReply { Vectors = [new float[EmbedTable.Dimensions]], Usage = new(100, 0) });
        stand.Script.Reply(
            new SimulatedReply { Vectors = [new float[EmbedTable.Dimensions], new float[EmbedTable.Dimensions - 1]], Usage = new(100, 0) });

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var vectors = await stand.Route.GenerateAsync(["one", "two"]);

            Assert.Equal([Fault.MalformedOutput, Fault.None], vectors.Record.Attempts.Select(attempt => attempt.Fault));
            Assert.Equal(0.000002m, vectors.Record.Attempts[0].CostUsd);
        }
    }

    [Fact]
    public async Task What_openrouter_states_that_it_cost_is_what_it_cost()
    {
        await using var stand = await EmbedStand.StartAsync(Dialect.OpenRouter);
        stand.Script.Always(new SimulatedReply { Usage = new(1000, 0) { CostUsd = 0.000021m } });

        var vectors = await stand.Route.GenerateAsync(["one"]);

        Assert.Equal((0.000021m, CostSource.Provider), (vectors.Cost.Usd, vectors.Cost.Source));
        Assert.Equal(0.00002m, Assert.Single(vectors.Record.Attempts).ComputedCostUsd);
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public async Task An_input_of_nothing_is_estimated(Dialect dialect)
    {
        await using var stand = await EmbedStand.StartAsync(dialect);
        stand.Script.Always(new SimulatedReply { Usage = new(0, 0) });

        var vectors = await stand.Route.GenerateAsync(["one", "two"]);

        var attempt = Assert.Single(vectors.Record.Attempts);
        Assert.Equal(
            (CostSource.Estimated, vectors.Record.EstimatedInputTokens, 0L),
            (attempt.CostSource, attempt.EstimatedUsage!.Value.Input, attempt.EstimatedUsage.Value.Output));
    }

    [Fact]
    public async Task A_route_is_a_keyed_generator_of_the_container()
    {
        await using var stand = await EmbedStand.StartAsync(Dialect.OpenAI);
        var generator = stand.Services.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("EmbedTable/OpenAI");

        var vectors = await generator.GenerateAsync(["text"]);

        Assert.Equal("OpenAI", vectors.GetRouteRecord()!.ServedBy);
        Assert.Equal(EmbedTable.Dimensions, (await generator.GenerateVectorAsync("text")).Length);
        Assert.Equal(
            EmbedTable.Dimensions,
            ((EmbeddingGeneratorMetadata)generator.GetService(typeof(EmbeddingGeneratorMetadata))!).DefaultModelDimensions);
    }

    /// <summary>The length asked for, which Mistral has another name for.</summary>
    private static int LengthIn(SimulatedRequest request) => request.Body.TryGetProperty("output_dimension", out var length)
        ? length.GetInt32()
        : request.Body.GetProperty("dimensions").GetInt32();
}
