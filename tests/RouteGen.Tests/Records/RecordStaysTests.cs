using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Records;

/// <summary>The record is found on what a route gave, and goes nowhere with it.</summary>
public sealed class RecordStaysTests
{
    /// <summary>What is in a record and in no reply: callers, costs and account, hosts and targets.</summary>
    private static readonly string[] Private =
    [
        "u-alice", "acme", "0.0471358", "1.111107", "costUsd", "CostUsd", "support", "first", "deployed-0", "attempts", "Attempts"
    ];

    /// <summary>As under native AOT: Microsoft.Extensions.AI's own contracts and no reflection.</summary>
    private static readonly JsonSerializerOptions Aot = ContractsOnly();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_serialised_reply_shows_nothing_of_it(bool underAot)
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 123_457, 98_765, properties: new() { [WireFacts.CostUsdKey] = 0.0471358m }));
        var alice = bench.Route.For(user: "u-alice", tenant: "acme");
        var options = underAot ? Aot : AIJsonUtilities.DefaultOptions;

        var response = await ((IChatClient)alice).GetResponseAsync([new(ChatRole.User, "hello")]);
        var streamed = (await alice.GetStreamingResponseAsync("hello").ToListAsync()).ToChatResponse();
        var last = (await alice.GetStreamingResponseAsync("hello").ToListAsync())[^1];

        Assert.All(
            [response.GetRouteRecord(), streamed.GetRouteRecord(), last.GetRouteRecord()],
            record => Assert.Equal("u-alice", record!.Caller.User));
        Assert.Equal(0.0471358m, response.GetRouteRecord()!.CostUsd);
        Assert.Equal(CostSource.Provider, response.GetRouteRecord()!.CostSource);
        var json = JsonSerializer.Serialize(response, options.GetTypeInfo(typeof(ChatResponse)));
        ShowsNothing(json);
        ShowsNothing(JsonSerializer.Serialize(response, options.GetTypeInfo(typeof(object))));
        ShowsNothing(JsonSerializer.Serialize(streamed, options.GetTypeInfo(typeof(ChatResponse))));
        ShowsNothing(JsonSerializer.Serialize(last, options.GetTypeInfo(typeof(ChatResponseUpdate))));
        Assert.Null(((ChatResponse)JsonSerializer.Deserialize(json, options.GetTypeInfo(typeof(ChatResponse)))!).GetRouteRecord());
    }

    [Fact]
    public async Task A_reply_of_the_typed_surface_shows_nothing_either()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 123_457, 98_765));

        var response = await bench.Route.For(user: "u-alice").GetResponseAsync("hello");
        var json = JsonSerializer.Serialize(response, JsonSerializerOptions.Web);

        Assert.Contains("\"messages\"", json, StringComparison.Ordinal);
        ShowsNothing(json);
        Assert.DoesNotContain("record", json, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cached_reply_has_no_record_for_whoever_comes_next(bool streamed)
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 123_457, 98_765));
        var cache = new SeenCache();
        var alice = bench.Route.For(user: "u-alice", tenant: "acme").AsBuilder().UseDistributedCache(cache).Build();
        var bob = bench.Route.For(user: "u-bob").AsBuilder().UseDistributedCache(cache).Build();

        var first = await AskAsync(alice, streamed);
        var second = await AskAsync(bob, streamed);
        var third = await AskAsync(alice, streamed);

        Assert.Equal("u-alice", first.GetRouteRecord()!.Caller.User);
        Assert.Equal((1, first.Text), (bench.First.Requests.Count, second.Text));
        Assert.Null(second.GetRouteRecord());
        Assert.Null(third.GetRouteRecord());
        Assert.NotEmpty(cache.Written);
        Assert.All(cache.Written, ShowsNothing);
    }

    [Fact]
    public async Task Wrappers_that_log_and_trace_all_see_its_id_alone()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 123_457, 98_765, properties: new() { [WireFacts.CostUsdKey] = 0.0471358m }));
        var log = new LogLines();
        var spans = new List<System.Diagnostics.Activity>();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("wrapper").AddInMemoryExporter(spans).Build();
        using var logging = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        using var client = bench.Route.For(user: "u-alice", tenant: "acme").AsBuilder()
            .UseLogging(logging)
                .UseOpenTelemetry(logging, "wrapper", o => o.EnableSensitiveData = true)
                .UseFunctionInvocation(logging).Build();

        var whole = await AskAsync(client, streamed: false);
        var streamed = await AskAsync(client, streamed: true);

        Assert.Equal([bench.Route.Records[0], bench.Route.Records[1]], [whole.GetRouteRecord(), streamed.GetRouteRecord()]);
        Assert.Contains(log.All, line => line.Text.Contains(bench.Route.Records[0].Id, StringComparison.Ordinal));

        // A request is logged with the client's metadata, which name the model of the first target.
        Assert.All(log.All.Where(line => !line.Text.Contains(" invoked", StringComparison.Ordinal)), line => ShowsNothing(line.Text));
        Assert.All(
            spans.SelectMany(s => s.TagObjects).Where(t => t.Key != "gen_ai.provider.name" && t.Key != "gen_ai.request.model"),
            t => ShowsNothing($"{t.Value}"));
    }

    [Fact]
    public async Task A_client_that_gives_one_reply_to_several_callers_mixes_nothing_up()
    {
        await using var bench = new TestBench();
        var shared = new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"))
        {
            FinishReason = ChatFinishReason.Stop,
            AdditionalProperties = new() { ["theirs"] = 1 }
        };
        bench.First.Then(Step.Replies(shared));

        var alice = await AskAsync(bench.Route.For(user: "u-alice"), streamed: false);
        var bob = await AskAsync(bench.Route.For(user: "u-bob"), streamed: false);
        ChatResponse wrapped = new(alice.Messages) { AdditionalProperties = alice.AdditionalProperties };

        Assert.Equal(
            ("u-alice", "u-alice", "u-bob"),
            (alice.GetRouteRecord()!.Caller.User, wrapped.GetRouteRecord()!.Caller.User, bob.GetRouteRecord()!.Caller.User));
        Assert.Equal(["theirs"], shared.AdditionalProperties.Keys);
        Assert.Null(shared.GetRouteRecord());
    }

    [Fact]
    public async Task An_exception_shows_no_caller()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(System.Net.HttpStatusCode.InternalServerError));
        bench.Second.Then(Step.Fails(System.Net.HttpStatusCode.InternalServerError));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.For(user: "u-alice", tenant: "acme").GetResponseAsync("hello"));

        Assert.Empty(e.Data);
        Assert.Null(e.InnerException);
        Assert.All((string[])["u-alice", "acme", "SECRET"], word => Assert.DoesNotContain(word, e.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_lives_no_longer_than_the_reply()
    {
        await using var bench = new TestBench();
        var (record, reply) = await LeftAsync(bench);
        Collect();
        Assert.True(record.IsAlive);

        // Who tells observers of it in the background may be late.
        reply.Value = null;
        await Patiently.UntilAsync(() =>
        {
            Collect();
            return !record.IsAlive;
        });
    }

    // Apart, so that nothing of it stays on the stack of the test.
    private static async Task<(WeakReference Record, StrongBox<ChatResponse?> Reply)> LeftAsync(TestBench bench)
    {
        // A wrapper's reply, which leads to its record by the id alone.
        var response = await AskAsync(bench.Route, streamed: false);
        bench.Route.Records.Clear();
        return (
            new WeakReference(response.GetRouteRecord()),
            new(new ChatResponse(response.Messages) { AdditionalProperties = response.AdditionalProperties }));
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool streamed) =>
        streamed ? await client.GetStreamingResponseAsync("hello").ToChatResponseAsync() : await client.GetResponseAsync("hello");

    private static void ShowsNothing(string text) =>
        Assert.All(Private, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));

    private static JsonSerializerOptions ContractsOnly()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
        IJsonTypeInfoResolver[] contracts = [.. options.TypeInfoResolverChain.Where(r => r is not DefaultJsonTypeInfoResolver)];
        options.TypeInfoResolverChain.Clear();
        foreach (var resolver in contracts)
        {
            options.TypeInfoResolverChain.Add(resolver);
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>A cache in memory whose entries can be read.</summary>
    private sealed class SeenCache : IDistributedCache
    {
        private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));

        public List<string> Written { get; } = [];

        public byte[]? Get(string key) => _cache.Get(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => _cache.GetAsync(key, token);

        public void Refresh(string key) => _cache.Refresh(key);

        public Task RefreshAsync(string key, CancellationToken token = default) => _cache.RefreshAsync(key, token);

        public void Remove(string key) => _cache.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => _cache.RemoveAsync(key, token);

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
        {
            Written.Add(Encoding.UTF8.GetString(value));
            _cache.Set(key, value, options);
        }

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Set(key, value, options);
            return Task.CompletedTask;
        }
    }
}
