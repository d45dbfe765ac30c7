using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Foreign;

namespace RouteGen.Providers.Tests.Foreign;

/// <summary>
/// What @copilotkit/aimock answers, in each dialect that it has and as each vendor, whole and streamed, read by the adapters in a route.
/// Its replies were written by others from the vendors' documentation.
/// </summary>
public sealed class AimockTests(ForeignServers servers)
{
    private static readonly AIFunctionDeclaration[] Tools =
    [
        Declare("get_weather", """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}}"""),
        Declare("get_time", """{"type":"object","properties":{"zone":{"type":"string"}}}"""),
    ];

    public static TheoryData<Dialect, bool> All => Rows(Enum.GetValues<Dialect>());

    /// <summary>One of each form.</summary>
    public static TheoryData<Dialect, bool> Each => Rows(
        [Dialect.Compatible, Dialect.OpenRouter, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Ollama]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_answer_is_the_same_whole_and_streamed(Dialect dialect, bool streamed)
    {
        var call = await AskAsync(dialect, streamed, "say");

        Assert.Equal((ForeignServers.Text, RouteOutcome.Served), (call.Response.Text, call.Record.Outcome));
        Assert.Equal(("stop", 1), (call.Record.FinishReason, call.Record.Attempts.Count));
        Assert.Equal("primary-model", call.Record.Attempts[0].ResponseModel);
        Assert.NotNull(call.Record.Attempts[0].RequestId);
        Assert.True(call.Record.CostUsd > 0m, $"It costs {call.Record.CostUsd} by {call.Record.CostSource}.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_it_counts_is_priced(Dialect dialect, bool streamed)
    {
        // It counts nothing as Ollama, whatever one tells it to.
        Assert.SkipWhen(dialect == Dialect.Ollama, "aimock states no counts in Ollama's form.");

        // These two state the usage of a stream unasked and refuse to be asked; aimock wants to be.
        Assert.SkipWhen(
            streamed && dialect is Dialect.Mistral or Dialect.Perplexity, "aimock counts only what it is asked to count in a stream.");
        var call = await AskAsync(dialect, streamed, "count");

        // 1000 tokens at 1 USD and 80 at 10 USD per million; as OpenRouter it also says that 600 were cached, which cost a tenth.
        var cost = dialect == Dialect.OpenRouter ? 0.00126m : 0.0018m;
        Assert.Equal((cost, CostSource.Computed), (call.Record.CostUsd, call.Record.CostSource));
        Assert.Equal((1000, 80), (call.Record.Usage!.Value.Input, call.Record.Usage.Value.Output));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Thought_is_kept_apart_from_text(Dialect dialect, bool streamed)
    {
        var call = await AskAsync(dialect, streamed, "think");

        Assert.Equal(ForeignServers.Text, call.Response.Text);
        var thought = string.Concat(call.Response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text));

        // As Ollama it says so in a member that Ollama has not.
        Assert.Equal(dialect == Dialect.Ollama ? "" : "First I think about it.", thought);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Calls_come_whole_and_in_order(Dialect dialect, bool streamed)
    {
        var call = await AskAsync(dialect, streamed, "call both", Options());

        Assert.Equal(RouteOutcome.Served, call.Record.Outcome);
        Assert.Equal(ChatFinishReason.ToolCalls, call.Response.FinishReason);
        var calls = Calls(call.Response);
        Assert.Equal(["get_weather", "get_time"], calls.Select(c => c.Name));
        Assert.Equal(("Köln", "3"), (Argument(calls[0], "city"), Argument(calls[0], "days")));
        Assert.Equal("Europe/Berlin", Argument(calls[1], "zone"));
        if (dialect != Dialect.Ollama)
        {
            Assert.Equal(["call_weather_1", "call_time_2"], calls.Select(c => c.CallId));
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_text_before_a_call_is_kept(Dialect dialect, bool streamed)
    {
        var call = await AskAsync(dialect, streamed, "talk and call", Options());

        Assert.Equal("One moment.", call.Response.Text);
        Assert.Equal("get_weather", Assert.Single(Calls(call.Response)).Name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_result_is_sent_back_so_that_it_is_taken(Dialect dialect, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect, primary: await servers.AimockAsync(dialect));
        var history = new List<ChatMessage> { new(ChatRole.User, "call") };
        var first = await AskAsync(stand, streamed, history);
        history.AddMessages(first);
        var asked = Assert.Single(Calls(first));
        history.Add(new(ChatRole.Tool, [new FunctionResultContent(asked.CallId, "7 degrees")]));

        var second = await AskAsync(stand, streamed, history);

        Assert.Equal("It is 7 degrees in Köln.", second.Text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_reply_that_its_bound_cut_says_so(Dialect dialect, bool streamed)
    {
        var call = await AskAsync(dialect, streamed, "be cut");

        // As Ollama it ends with "stop" whatever one tells it to.
        var end = dialect == Dialect.Ollama ? ChatFinishReason.Stop : ChatFinishReason.Length;
        Assert.Equal(("Half an ans", end), (call.Response.Text, call.Response.FinishReason));
        Assert.Equal(end.Value, call.Record.FinishReason);
    }

    private static ChatOptions Options() => new() { Tools = [.. Tools] };

    private static async Task<ChatResponse> AskAsync(Stand stand, bool streamed, List<ChatMessage> history) => streamed
        ? await stand.Route.GetStreamingResponseAsync(history, Options()).ToChatResponseAsync()
        : await stand.Route.GetResponseAsync(history, Options());

    private async Task<CallView> AskAsync(Dialect dialect, bool streamed, string prompt, ChatOptions? options = null)
    {
        await using var stand = await Stand.StartAsync(dialect, primary: await servers.AimockAsync(dialect));
        var call = await stand.AskAsync(streamed, options: options, prompt: prompt);
        Assert.Empty(stand.Backup.Requests);
        return call;
    }

    private static List<FunctionCallContent> Calls(ChatResponse response) =>
        [.. response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()];

    private static string? Argument(FunctionCallContent call, string name) => call.Arguments![name]?.ToString();

    private static AIFunctionDeclaration Declare(string name, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, "Tells something.", JsonDocument.Parse(schema).RootElement);

    private static TheoryData<Dialect, bool> Rows(IEnumerable<Dialect> dialects)
    {
        var rows = new TheoryData<Dialect, bool>();
        foreach (var dialect in dialects)
        {
            rows.Add(dialect, false);
            rows.Add(dialect, true);
        }

        return rows;
    }
}
