using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Tests.Embeddings;

public sealed class EmbeddingRouteTests
{
    private static readonly HttpRequestException Overloaded = new("down", null, HttpStatusCode.ServiceUnavailable);

    [Fact]
    public async Task A_failing_target_is_followed_by_the_next_with_hooks_record_and_cost()
    {
        await using var bench = new EmbedBench();
        bench.First.Before = _ => throw Overloaded;

        var vectors = await bench.Route.For(user: "u-42", operationId: "o")
            .GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((TestTarget.Second, 2), (vectors.ServedBy, vectors.Count));
        Assert.Equal(
            ["attempt First Overloaded", "fallback First Second Overloaded", "attempt Second None", "completed Served"],
            bench.Route.Events);
        Assert.Equal((0.00002m, CostSource.Computed), (vectors.Cost.Usd, vectors.Cost.Source));
        Assert.Equal(
            ("u-42", "o", "search", false),
            (vectors.Record.Caller.User, vectors.Record.OperationId, vectors.Record.CostBucket, vectors.Record.Streamed));
        Assert.Equal(0, vectors.Record.EstimatedOutputTokens);
    }

    [Fact]
    public async Task Each_target_is_asked_for_its_deployment_and_the_tables_length()
    {
        await using var bench = new EmbedBench(dimensions: 8, asked: 3);
        bench.First.Before = _ => throw Overloaded;
        var options = new EmbeddingGenerationOptions { ModelId = "mine" };

        await bench.Route.GenerateAsync(["a"], options, TestContext.Current.CancellationToken);

        Assert.Equal(("deployed-0", 3), (bench.First.Requests[0].Options!.ModelId, bench.First.Requests[0].Options!.Dimensions));
        Assert.Equal(("deployed-1", 3), (bench.Second.Requests[0].Options!.ModelId, bench.Second.Requests[0].Options!.Dimensions));
        Assert.Equal(("mine", null), (options.ModelId, options.Dimensions));
    }

    [Fact]
    public async Task The_hook_has_the_last_word_on_one_targets_options()
    {
        await using var bench = new EmbedBench();
        bench.First.Before = _ => throw Overloaded;
        bench.Route.Configuring = (target, options) => options.AdditionalProperties = target == TestTarget.First
            ? new() { ["input_type"] = "query" }
            : null;

        await bench.Route.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("query", bench.First.Requests[0].Options!.AdditionalProperties!["input_type"]);
        Assert.Null(bench.Second.Requests[0].Options!.AdditionalProperties);
    }

    [Theory]
    [InlineData(1, 4, Fault.MalformedOutput)]
    [InlineData(3, 4, Fault.MalformedOutput)]
    [InlineData(2, 5, Fault.MalformedOutput)]
    [InlineData(2, 0, Fault.MalformedOutput)]
    [InlineData(0, 4, Fault.EmptyReply)]
    public async Task Vectors_that_do_not_fit_the_request_make_the_next_target_serve(int count, int length, Fault fault)
    {
        await using var bench = new EmbedBench();
        bench.First.Reply = (_, _) => ScriptedGenerator.Vectors(count, length);

        var vectors = await bench.Route.GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((TestTarget.Second, fault), (vectors.ServedBy, vectors.Record.FallbackReason));
        Assert.Equal(0.00002m, vectors.Record.Attempts[0].CostUsd);
    }

    [Fact]
    public async Task Where_nothing_says_their_length_vectors_are_of_one()
    {
        await using var bench = new EmbedBench(dimensions: null);
        bench.First.Reply = (_, _) => new([new Embedding<float>(new float[3]), new Embedding<float>(new float[4])]);
        bench.Second.Reply = (_, _) => ScriptedGenerator.Vectors(2, 5);

        Assert.Equal(
            TestTarget.Second,
            (await bench.Route.GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken)).ServedBy);
    }

    [Fact]
    public async Task A_reply_without_usage_is_paid_for_by_its_estimate()
    {
        await using var bench = new EmbedBench();
        bench.First.Reply = (_, _) => ScriptedGenerator.Vectors(1, 4, input: null);

        var vectors = await bench.Route.GenerateAsync(["four words are here"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(CostSource.Estimated, vectors.Cost.Source);
        Assert.Equal(vectors.Record.EstimatedInputTokens * 0.00000002m, vectors.Cost.Usd);
        Assert.InRange(vectors.Record.EstimatedInputTokens, 4, 6);
    }

    [Fact]
    public async Task A_window_is_for_each_text_of_a_batch_and_a_limit_for_all()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 60));
        await using var bench = new EmbedBench(inputLimit: 500);

        Assert.Equal(
            5,
            (await bench.Route.GenerateAsync(Enumerable.Repeat(text, 5), cancellationToken: TestContext.Current.CancellationToken)).Count);
        var tooLong = await Assert.ThrowsAsync<RouteException>(
            () => bench.Route.GenerateAsync(["a", $"{text} {text}"], cancellationToken: TestContext.Current.CancellationToken));
        var tooMany = await Assert.ThrowsAsync<RouteException>(
            () => bench.Route.GenerateAsync(Enumerable.Repeat(text, 20), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((Fault.ContextTooLong, Fault.InputLimitExceeded), (tooLong.Fault, tooMany.Fault));
        Assert.Single(bench.First.Requests);
    }

    [Fact]
    public async Task A_cost_limit_holds()
    {
        await using var bench = new EmbedBench(costLimit: 0.000000001m);

        var e = await Assert.ThrowsAsync<RouteException>(
            () => bench.Route.GenerateAsync(["a few words too many"], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(Fault.CostLimitExceeded, e.Fault);
    }

    [Fact]
    public async Task A_target_that_hangs_is_given_up_in_time()
    {
        await using var bench = new EmbedBench();
        bench.First.Before = token => Task.Delay(Timeout.Infinite, token);
        var call = bench.Route.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);

        bench.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal((TestTarget.Second, Fault.Timeout), ((await call).ServedBy, (await call).Record.FallbackReason));
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_its_cancellation_and_a_record()
    {
        await using var bench = new EmbedBench();
        using var source = new CancellationTokenSource();
        bench.First.Before = token => Task.Delay(Timeout.Infinite, token);
        var call = bench.Route.GenerateAsync(["a"], cancellationToken: source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("completed Cancelled", bench.Route.Events[^1]);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_before_anything_is_sent()
    {
        await using var bench = new EmbedBench(asked: 3);

        await Assert.ThrowsAsync<ArgumentNullException>(() => bench.Route.GenerateAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Route.GenerateAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Route.GenerateAsync(["a", null!]));
        var other = await Assert.ThrowsAsync<ArgumentException>(
            () => bench.Route.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 2 }));

        Assert.StartsWith(
            "Route 'embed' gives vectors of 3 dimensions, so that all of them can be compared, but 2 were requested.",
            other.Message,
            StringComparison.Ordinal);
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task A_budget_per_user_needs_its_user_and_stops_at_its_limit()
    {
        var budget = new BudgetDefinition
        {
            Name = "daily",
            Per = BudgetScope.User,
            Limit = new() { Usd = 0.00003m },
            Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
        };
        await using var bench = new EmbedBench(budgets: [budget]);
        var client = bench.Table.Scoped.For("u-1");

        Assert.Throws<ArgumentException>(() => bench.Table.Scoped.For(null));
        await client.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);
        await client.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<BudgetExceededException>(
            () => client.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("daily", e.Record.ExceededBudget);
        Assert.Equal(
            0.00002m,
            (await bench.Table.Scoped.For("u-2").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken)).Cost.Usd);
    }

    [Fact]
    public async Task Probes_ask_for_a_vector()
    {
        await using var bench = new EmbedBench();
        bench.Second.Before = _ => throw Overloaded;

        var probe = await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Fault.None, Fault.Overloaded], probe.Targets.Select(t => t.Fault));
        Assert.Equal(["probe"], bench.First.Requests[0].Values);
    }

    /// <summary>Whatever a generator throws, it is the wire that says what failed, if it sends through the table's HTTP client.</summary>
    [Theory]
    [InlineData(true, Fault.RateLimited)]
    [InlineData(false, Fault.Unknown)]
    public async Task A_generator_over_the_tables_http_client_fails_as_the_wire_says(bool isTheTables, Fault fault)
    {
        await using var server = new RawServer("HTTP/1.1 429 Slow down\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}");
        using var own = new HttpClient();
        ScriptedGenerator Over(HttpClient http) => new()
        {
            Before = async cancellation =>
            {
                using var reply = await http.PostAsync(server.Endpoint, new StringContent("{}"), cancellation);
                throw new InvalidOperationException($"What an SDK throws of its own for {reply.StatusCode}.");
            },
        };
        await using var bench = new EmbedBench(configure: o => (isTheTables
            ? o.UseEmbeddingGenerator("first", (_, http) => Over(http))
            : o.UseEmbeddingGenerator("first", _ => Over(own))).UseEmbeddingGenerator("second", _ => new ScriptedGenerator()));

        var vectors = await bench.Route.GenerateAsync(["a"]);

        Assert.Equal((fault, "second"), (vectors.Record.Attempts[0].Fault, vectors.Record.ServedBy));
    }

    [Fact]
    public async Task A_target_that_lacks_its_generator_or_has_a_chat_client_is_refused_at_start()
    {
        await using var none = new EmbedBench(configure: o => o.UseEmbeddingGenerator("first", _ => new ScriptedGenerator()));
        await using var wrong = new EmbedBench(configure: o => o.UseEmbeddingGenerator("first", _ => new ScriptedGenerator())
            .UseChatClient("second", _ => new ScriptedClient()));

        var missing = await Assert.ThrowsAsync<OptionsValidationException>(() => none.Route.GenerateAsync(["a"]));
        var mistaken = await Assert.ThrowsAsync<OptionsValidationException>(() => wrong.Route.GenerateAsync(["a"]));

        Assert.Equal("Table 'EmbedTable': target 'second' is of kind custom and has no embedding generator: call " +
            "UseEmbeddingGenerator(EmbedTable.Targets.…, …) in AddEmbedTable.", missing.Message);
        Assert.Equal(
            "Table 'EmbedTable': target 'second' is used for embeddings: call UseEmbeddingGenerator for it, not UseChatClient.",
            mistaken.Message);
    }

    [Fact]
    public async Task A_generator_that_gives_one_list_to_several_callers_and_a_cache_mix_no_records_up()
    {
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        await using var bench = new EmbedBench();
        GeneratedEmbeddings<Embedding<float>> shared = [new(new float[4])];
        bench.First.Reply = (_, _) => shared;
        IEmbeddingGenerator<string, Embedding<float>> Cached(string user) =>
            bench.Route.For(user: user).AsBuilder().UseDistributedCache(cache).Build();

        var alice = await bench.Route.For(user: "u-alice").GenerateAsync(["a"]);
        var bob = await bench.Route.For(user: "u-bob").GenerateAsync(["a"]);
        await Cached("u-alice").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);
        var cached = await Cached("u-bob").GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("u-alice", "u-bob"), (alice.Embeddings.GetRouteRecord()!.Caller.User, bob.Embeddings.GetRouteRecord()!.Caller.User));
        Assert.Null(shared.AdditionalProperties);
        Assert.Null(cached.GetRouteRecord());
        Assert.DoesNotContain(
            "u-alice", JsonSerializer.Serialize(alice) + JsonSerializer.Serialize(alice.Embeddings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_can_serve_plain_injection()
    {
        await using var bench = new EmbedBench(configure: o => o
            .UseEmbeddingGenerator("first", _ => new ScriptedGenerator())
                .UseEmbeddingGenerator("second", _ => new ScriptedGenerator())
                .UseAsDefault(t => t.Embed));
        var generator = bench.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

        Assert.Equal(
            "first",
            (await generator.GenerateAsync(["a"], cancellationToken: TestContext.Current.CancellationToken)).GetRouteRecord()!.ServedBy);
        generator.Dispose();
        Assert.Equal(4, (await generator.GenerateVectorAsync("a", cancellationToken: TestContext.Current.CancellationToken)).Length);
    }
}
