using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Definitions;
using RouteGen.OpenAI;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>
/// Gemini 3 signs the thought behind a tool call and refuses the next turn without the signature. The simulated one does so too, and takes
/// back only the signature that it gave with that very call.
/// </summary>
public sealed class ThoughtSignatures : IDisposable
{
    private const string ByAnother = "skip_thought_signature_validator";

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_loop_of_several_steps_brings_every_signature_back(bool streamed)
    {
        await using var stand = await Stand.StartAsync(Dialect.Gemini);
        stand.PrimaryScript
            .Reply(SimulatedReply.CallingAll(
                new("weather", """{"city":"Oslo"}""") { Id = "call-1" },
                new("weather", """{"city":"Rome"}""") { Id = "call-2" }) with
            { Text = "Let me look." })
            .Reply(SimulatedReply.Calling("weather", """{"city":"Bern"}""", "call-3"))
            .Always(SimulatedReply.FromText("Rain everywhere."));

        Assert.Equal("Rain everywhere.", await LoopAsync(stand.Route, streamed));

        Assert.Equal((3, 0), (stand.Primary.Requests.Count, stand.Backup.Requests.Count));
        var calls = Calls(stand.Primary.Requests[2]);
        Assert.Equal(["call-1", "call-2", "call-3"], calls.Select(call => call.Id));
        Assert.Equal([true, false, true], calls.Select(call => call.Signature is not null));
        Assert.Equal(Calls(stand.Primary.Requests[1])[0], calls[0]);
        Assert.DoesNotContain(ByAnother, calls.Select(call => call.Signature));
        Assert.Contains("Let me look.", stand.Primary.Requests[2].Body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_provider_never_sees_a_signature(bool streamed)
    {
        foreach (var backup in Adapters.Dialects.Where(dialect => dialect != Dialect.Gemini))
        {
            await using var stand = await Stand.StartAsync(Dialect.Gemini, backup: backup);
            stand.PrimaryScript.Reply(SimulatedReply.Calling("weather", """{"city":"Oslo"}""", "call-1"))
                .Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
            stand.BackupScript.Always(SimulatedReply.FromText("Rain."));

            Assert.Equal("Rain.", await LoopAsync(stand.Route, streamed));

            Assert.NotNull(Calls(stand.Primary.Requests[1])[0].Signature);
            Assert.DoesNotContain("extra_content", stand.Backup.Requests.Single().Body.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_calls_of_another_model_come_with_what_google_documents_for_them(bool streamed)
    {
        await using var stand = await Stand.StartAsync(Dialect.OpenAI, backup: Dialect.Gemini);
        stand.PrimaryScript
            .Reply(SimulatedReply.CallingAll(
                new("weather", """{"city":"Oslo"}""") { Id = "call-1" }, new("weather", """{"city":"Rome"}""") { Id = "call-2" }))
            .Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        stand.BackupScript.Reply(SimulatedReply.Calling("weather", """{"city":"Bern"}""", "call-3"))
            .Always(SimulatedReply.FromText("Rain."));

        Assert.Equal("Rain.", await LoopAsync(stand.Route, streamed));

        Assert.Equal([ByAnother, null], Calls(stand.Backup.Requests[0]).Select(call => call.Signature));
        Assert.Equal([true, false, true], Calls(stand.Backup.Requests[1]).Select(call => call.Signature is not null));
    }

    [Fact]
    public async Task A_conversation_that_was_stored_as_json_keeps_them()
    {
        await using var stand = await Stand.StartAsync(Dialect.Gemini);
        stand.PrimaryScript.Reply(SimulatedReply.Calling("weather", """{"city":"Oslo"}""", "call-1"))
            .Always(SimulatedReply.FromText("Rain."));
        List<ChatMessage> history = [new(ChatRole.User, "Rain?")];
        history.AddRange((await stand.Route.GetResponseAsync(history)).Messages);
        history.Add(new(ChatRole.Tool, [new FunctionResultContent("call-1", "rain")]));

        var read = JsonSerializer.Deserialize<List<ChatMessage>>(
            JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

        Assert.Equal("Rain.", (await stand.Route.GetResponseAsync(read)).Text);
        Assert.Empty(stand.Backup.Requests);
    }

    [Fact]
    public async Task A_signature_that_gemini_refuses_leads_to_the_next_target()
    {
        await using var stand = await Stand.StartAsync(Dialect.Gemini);
        stand.PrimaryScript.Reply(SimulatedReply.Calling("weather", """{"city":"Oslo"}""", "call-1"))
            .Always(SimulatedReply.FromText("Rain."));
        stand.BackupScript.Always(SimulatedReply.FromText("Sun."));
        List<ChatMessage> history = [new(ChatRole.User, "Rain?")];
        history.AddRange((await stand.Route.GetResponseAsync(history)).Messages);
        var properties = history[1].Contents.OfType<FunctionCallContent>().Single().AdditionalProperties!;
        properties["RouteGen.ExtraContent"] = """{"google":{"thought_signature":"bm90IG1pbmU="}}""";
        history.Add(new(ChatRole.Tool, [new FunctionResultContent("call-1", "rain")]));

        var response = await stand.Route.GetResponseAsync(history);

        Assert.Equal(("Sun.", Fault.UnsupportedRequest), (response.Text, response.Record.FallbackReason));
    }

    [Theory]
    [InlineData("gemini-3-flash-preview", true)]
    [InlineData("models/gemini-3-pro-preview", true)]
    [InlineData("gemini-flash-latest", true)]
    [InlineData("gemini-2.5-flash", false)]
    [InlineData("models/gemini-2.5-pro", false)]
    [InlineData("gemma-3-27b-it", false)]
    public async Task Only_models_that_ask_for_signatures_are_told_of_foreign_calls_and_only_of_the_current_turn(string model, bool told)
    {
        await using var provider = await Adapters.StartAsync(Dialect.Gemini);
        using var client = OpenAIAdapter.Instance.CreateChatClient(new ProviderConnection
        {
            Target = Adapters.Target(Dialect.Gemini, model),
            Endpoint = provider.Endpoint,
            ApiKey = Adapters.Key,
            TokenProvider = null,
            HttpClient = _http,
        });

        await client.GetResponseAsync(
            [
                new(ChatRole.User, "Oslo?"), Call("call-1"), Result("call-1"), new(ChatRole.Assistant, "Rain."),
                new(ChatRole.User, "Rome?"), Call("call-2"), Result("call-2"),
            ],
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([null, told ? ByAnother : null], Calls(provider.Requests.Single()).Select(call => call.Signature));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_signature_is_left_in_logs_or_records(bool streamed)
    {
        var logged = new LoggedText();
        await using var stand = await Stand.StartAsync(
            Dialect.Gemini,
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logged))
                .AddSingleton<IRouteObserver>(logged));
        stand.PrimaryScript.Reply(SimulatedReply.Calling("weather", """{"city":"Oslo"}""", "call-1"))
            .Always(SimulatedReply.FromText("Rain."));

        await LoopAsync(stand.Route, streamed);

        var signature = Calls(stand.Primary.Requests[1])[0].Signature!;
        Assert.Contains(WireTable.PrimaryModel, logged.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(signature[..16], logged.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("thought_signature", logged.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> LoopAsync(IChatClient route, bool streamed)
    {
        var weather = AIFunctionFactory.Create((string city) => $"Rain in {city}", "weather");
        using var client = new ChatClientBuilder(route).UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [weather] };
        return (streamed
            ? await client.GetStreamingResponseAsync("How is the weather?", options).ToChatResponseAsync()
            : await client.GetResponseAsync("How is the weather?", options)).Messages[^1].Text;
    }

    private static ChatMessage Call(string id) => new(ChatRole.Assistant, [new FunctionCallContent(id, "weather")]);

    private static ChatMessage Result(string id) => new(ChatRole.Tool, [new FunctionResultContent(id, "rain")]);

    private static (string Id, string? Signature)[] Calls(SimulatedRequest request) =>
    [
        .. request.Body.GetProperty("messages").EnumerateArray()
            .Where(message => message.TryGetProperty("tool_calls", out _))
            .SelectMany(message => message.GetProperty("tool_calls").EnumerateArray())
            .Select(call => (call.GetProperty("id").GetString()!, call.TryGetProperty("extra_content", out var extra)
                ? extra.GetProperty("google").GetProperty("thought_signature").GetString()
                : null)),
    ];

    /// <summary>All that is logged and recorded, as one text.</summary>
    private sealed class LoggedText : ILoggerProvider, ILogger, IRouteObserver
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception) + exception);

        public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken)
        {
            _lines.Enqueue(record.ToJson() + record);
            return default;
        }

        public override string ToString() => string.Join("\n", _lines);

        public void Dispose()
        {
        }
    }
}
