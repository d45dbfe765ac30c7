using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Content;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Content;

public sealed class CaptureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_route_that_says_nothing_keeps_nothing()
    {
        await using var bench = Bench(PromptCapture.Off);
        bench.First.Then(Step.Says("bob@b.io"));
        await bench.Route.GetResponseAsync("ada@example.com", cancellationToken: Token);
        Assert.Empty(await KeptAsync(bench));
    }

    [Theory]
    [InlineData(PromptCapture.Redacted, "write to [email]", "[email] is it")]
    [InlineData(PromptCapture.Full, "write to ada@example.com", "bob@b.io is it")]
    public async Task Prompt_and_reply_are_kept_as_the_route_says(PromptCapture capture, string prompt, string reply)
    {
        await using var bench = Bench(capture);
        bench.First.Then(Step.Says("bob@b.io is it"));
        await bench.Route.For(user: "u-1", tenant: "acme").GetResponseAsync("write to ada@example.com", cancellationToken: Token);

        var kept = await KeptAsync(bench);
        Assert.Equal(
            [$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"{{prompt}}"}]}]}""",
             $$"""{"messages":[{"role":"assistant","content":[{"type":"text","text":"{{reply}}"}]}]}"""],
            kept.Select(c => c.Json));
        Assert.All(kept, c => Assert.Equal(
            (bench.Record.Id, "u-1", "acme", "ask", capture == PromptCapture.Redacted),
                (c.RecordId, c.User, c.Tenant, c.Route, c.IsRedacted)));
        Assert.DoesNotContain("example.com", bench.Record.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_put_together_before_it_is_redacted()
    {
        await using var bench = Bench(PromptCapture.Redacted);
        bench.First.Then(Step.Streams([.. "write to bob@b.io".Select(c => new ChatResponseUpdate(ChatRole.Assistant, c.ToString())),
            new ChatResponseUpdate { FinishReason = ChatFinishReason.Stop }]));
        await bench.Route.GetStreamingResponseAsync("hello", cancellationToken: Token).ToListAsync(Token);

        Assert.Contains("\"write to [email]\"", (await KeptAsync(bench))[1].Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_calls_and_results_are_redacted_and_files_are_lengths()
    {
        await using var bench = Bench(PromptCapture.Redacted);
        bench.First.Then(Step.Replies(new ChatResponse(new ChatMessage(
            ChatRole.Assistant, [new FunctionCallContent("c2", "send", new Dictionary<string,
                object?> { ["to"] = "bob@b.io", ["n"] = 3 })]))
        {
            FinishReason = ChatFinishReason.ToolCalls,
        }));
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new TextContent("look"), new DataContent(new byte[500], "image/png")]),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "find", new Dictionary<string, object?> { ["q"] = "ada@example.com" })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "{\"mail\":\"ada\\u0040example.com\"}")]),
        ];
        await bench.Route.GetResponseAsync(
            messages, new ChatOptions { Tools = [AIFunctionFactory.Create((string q) => q, "find")] }, Token);

        var kept = await KeptAsync(bench);
        Assert.Equal(
            """{"messages":[{"role":"user","content":[{"type":"text","text":"look"},{"type":"data","mediaType":"image/png","bytes":"""
                + """500}]},"""
            + """{"role":"assistant","content":[{"type":"tool_call","id":"c1","name":"find","arguments":{"q":"[email]"}}]},"""
            + """{"role":"tool","content":[{"type":"tool_result","id":"c1","result":"{\"mail\":\"[email]\"}"}]}],"tools":["find"]}""",
            kept[0].Json);
        Assert.Contains("""{"to":"[email]","n":3}""", kept[1].Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_may_forbid_it_and_no_provider_hears_of_that()
    {
        await using var bench = Bench(PromptCapture.Full);
        bench.First.Then(Step.Says("ok"), Step.Says("ok"));
        var forbidden = new ChatOptions { AdditionalProperties = new() { ["routegen.no_capture"] = true } };
        await bench.Route.GetResponseAsync("secret", forbidden, Token);
        Assert.Empty(await KeptAsync(bench));
        Assert.False(bench.First.Requests[0].Options!.AdditionalProperties!.ContainsKey("routegen.no_capture"));

        await bench.Route.GetResponseAsync(
            "told", new ChatOptions { AdditionalProperties = new() { ["routegen.no_capture"] = false } }, Token);
        Assert.NotEmpty(await KeptAsync(bench, bench.Route.Records[1].Id));
    }

    [Fact]
    public async Task A_call_that_failed_keeps_its_prompt_and_one_that_broke_what_had_come()
    {
        await using var bench = Bench(PromptCapture.Redacted);
        bench.First.Then(Step.Fails(System.Net.HttpStatusCode.BadRequest),
            Step.Streams(new ChatResponseUpdate(ChatRole.Assistant, "half of")));
        await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("why?", cancellationToken: Token));
        Assert.Equal(ContentKind.Prompt, Assert.Single(await KeptAsync(bench)).Kind);

        await Assert.ThrowsAsync<RouteStreamBrokenException>(
            () => bench.Route.GetStreamingResponseAsync("go on", cancellationToken: Token).ToListAsync(Token).AsTask());
        Assert.Contains("half of", (await KeptAsync(bench, bench.Route.Records[1].Id))[1].Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_or_hangs_and_a_redactor_that_throws_never_touch_the_call()
    {
        var log = new LogLines();
        await using var failing = Bench(PromptCapture.Full, s => s.AddSingleton<IContentStore>(new Broken()), log);
        failing.First.Then(Step.Says("ok"));
        Assert.Equal("ok", (await failing.Route.GetResponseAsync("hi", cancellationToken: Token)).Text);
        for (var i = 0; i < 300_000 && log.All.All(l => l.Id != 70); i++)
        {
            await Task.Delay(1, Token);
        }

        Assert.Contains(log.All, l => l.Id == 70);

        await using var throwing = Bench(
            PromptCapture.Redacted, s => s.AddKeyedSingleton<Microsoft.Extensions.Compliance.Redaction.Redactor>(
                RouteContentOptions.RedactorKey, new Throwing()), log);
        throwing.First.Then(Step.Says("ok"));
        Assert.Equal("ok", (await throwing.Route.GetResponseAsync("a secret", cancellationToken: Token)).Text);
        Assert.All(await KeptAsync(throwing), c => Assert.DoesNotContain("secret", c.Json, StringComparison.Ordinal));
        Assert.Contains(log.All, l => l.Id == 72);
        Assert.DoesNotContain(log.All, l => l.Text.Contains("a secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_too_long_leaves_its_length()
    {
        await using var bench = Bench(PromptCapture.Full, s => s.AddRouteContent(o => o.MaxBytes = 1_000));
        bench.First.Then(Step.Says("ok"));
        await bench.Route.GetResponseAsync(string.Concat(Enumerable.Repeat("word ", 1_000)), cancellationToken: Token);
        Assert.StartsWith("""{"omitted":"too long","bytes":5""", (await KeptAsync(bench))[0].Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_captures_without_a_store_is_told_of()
    {
        var log = new LogLines();
        await using var bench = new TestBench(
            r => r.With(capture: PromptCapture.Redacted),
            services: s => s.AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        bench.First.Then(Step.Says("ok"));
        Assert.Equal("ok", (await bench.Route.GetResponseAsync("hi", cancellationToken: Token)).Text);
        Assert.Contains("ask", Assert.Single(log.All, l => l.Id == 73).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasure_takes_what_has_not_been_written_yet_too()
    {
        await using var bench = Bench(PromptCapture.Full);
        bench.First.Then(Step.Says("ok"), Step.Says("ok"));
        await bench.Route.For(user: "u-1").GetResponseAsync("mine", cancellationToken: Token);
        await bench.Route.For(user: "u-2").GetResponseAsync("another's", cancellationToken: Token);
        Assert.Equal(2, await bench.Services.GetRequiredService<ContentKeeper>().EraseAsync(null, "u-1", Token));
        Assert.Empty(await KeptAsync(bench, bench.Route.Records[0].Id));
        Assert.Equal(2, (await KeptAsync(bench, bench.Route.Records[1].Id)).Count);
    }

    private static TestBench Bench(PromptCapture capture, Action<IServiceCollection>? services = null, LogLines? log = null) => new(
        r => r.With(capture: capture),
        services: s =>
        {
            if (log is not null)
            {
                s.AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
            }

            services?.Invoke(s);
            s.AddRouteContent();
        });

    private static async Task<IReadOnlyList<CapturedContent>> KeptAsync(TestBench bench, string? id = null)
    {
        var keeper = bench.Services.GetRequiredService<ContentKeeper>();
        await keeper.FlushAsync(Token);
        return await keeper.Store.ReadAsync(id ?? bench.Route.Records[0].Id, "test", Token);
    }

    private sealed class Broken : IContentStore
    {
        public ValueTask AddAsync(IReadOnlyList<CapturedContent> contents, CancellationToken cancellationToken = default) =>
            throw new IOException("the disk is full");

        public ValueTask<IReadOnlyList<CapturedContent>> ReadAsync(string recordId, string reader, CancellationToken cancellationToken) =>
            new([]);

        public ValueTask<IReadOnlyList<ContentRead>> GetReadsAsync(string recordId, CancellationToken cancellationToken) => new([]);

        public ValueTask<long> EraseAsync(string? tenant, string? user, CancellationToken cancellationToken) => new(0);

        public ValueTask<long> PurgeAsync(ContentKind kind, DateTimeOffset before, CancellationToken cancellationToken) => new(0);
    }

    private sealed class Throwing : Microsoft.Extensions.Compliance.Redaction.Redactor
    {
        public override int GetRedactedLength(ReadOnlySpan<char> input) => throw new NotSupportedException();

        public override int Redact(ReadOnlySpan<char> source, Span<char> destination) => throw new NotSupportedException();
    }
}
