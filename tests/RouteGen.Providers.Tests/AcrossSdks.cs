using System.ComponentModel;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>What stands on top of a route must not notice that the call moved from one SDK to the other in the middle.</summary>
public sealed partial class AcrossSdks
{
    private const string ForeignId = "call_an_id_of_the_first_provider";

    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    public static TheoryData<Dialect> AllDialects => [.. Adapters.Dialects];

    /// <summary>Every adapter before every other one.</summary>
    public static TheoryData<Dialect, Dialect, bool> OrderedPairs
    {
        get
        {
            var rows = new TheoryData<Dialect, Dialect, bool>();
            foreach (var (first, then) in Adapters.Dialects.SelectMany(a => Adapters.Dialects.Where(b => b != a).Select(b => (a, b))))
            {
                rows.Add(first, then, false);
                rows.Add(first, then, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(OrderedPairs))]
    public async Task A_tool_call_on_one_is_finished_by_any_other(Dialect dialect, Dialect backup, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect, backup: backup);
        stand.PrimaryScript.Reply(
            SimulatedReply.Calling("weather", """{"city":"Oslo"}""", ForeignId) with { Reasoning = "The weather of Oslo." })
            .Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
        stand.BackupScript.Always(SimulatedReply.FromText("Take an umbrella."));
        var asked = new List<string>();
        var weather = AIFunctionFactory.Create(
            ([Description("The city")] string city) => { asked.Add(city); return $"Rain in {city}"; }, "weather");
        using var client = new ChatClientBuilder(stand.Route).UseFunctionInvocation().Build();

        var response = await AskAsync(client, "Do I need an umbrella in Oslo?", new() { Tools = [weather] }, streamed);

        Assert.Equal("Take an umbrella.", response.Text);
        Assert.Equal(["Oslo"], asked);
        Assert.Equal((1 + 3, 1), (stand.Primary.Requests.Count, stand.Backup.Requests.Count));
        var sent = stand.Backup.Requests.Single().Body.GetProperty(backup.IsResponses() ? "input" : "messages").GetRawText();
        Assert.DoesNotContain(ForeignId, sent, StringComparison.Ordinal);
        Assert.DoesNotContain("The weather of Oslo.", sent, StringComparison.Ordinal);
        Assert.Contains("Rain in Oslo", sent, StringComparison.Ordinal);
        if (backup != Dialect.Ollama)
        {
            var ids = CallIds().Matches(sent).Select(match => match.Groups[1].Value).ToArray();
            Assert.Equal(2, ids.Length);
            Assert.Matches("^[0-9A-Za-z]{9}$", Assert.Single(ids.Distinct()));
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task Several_tool_calls_of_one_reply_come_back_with_their_own_results(Dialect dialect, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect);
        stand.PrimaryScript.Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        stand.BackupScript
            .Reply(SimulatedReply.CallingAll(
                new("weather", """{"city":"Oslo"}""") { Id = "call-1" }, new("weather", """{"city":"Rome"}""") { Id = "call-2" }))
            .Always(SimulatedReply.FromText("Rain and sun."));
        var asked = new List<string>();
        var weather = AIFunctionFactory.Create((string city) => { asked.Add(city); return $"Weather of {city}"; }, "weather");
        using var client = new ChatClientBuilder(stand.Route).UseFunctionInvocation().Build();

        var response = await AskAsync(client, "Oslo or Rome?", new() { Tools = [weather] }, streamed);

        Assert.Equal("Rain and sun.", response.Text);
        Assert.Equal(["Oslo", "Rome"], asked);
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public async Task Structured_output_comes_from_the_fallback_with_the_schema_sent_to_both(Dialect dialect)
    {
        await using var stand = await Stand.StartAsync(dialect);
        stand.PrimaryScript.Always(SimulatedReply.Failing(SimulatedFailure.UnavailableHalfJson));
        stand.BackupScript.Always(SimulatedReply.FromText("""{"city":"Oslo","degrees":4}"""));

        var response = await ((IChatClient)stand.Route).GetResponseAsync<Forecast>("How is Oslo?");

        Assert.Equal(new Forecast("Oslo", 4), response.Result);
        Assert.Equal((3, 1), (stand.Primary.Requests.Count, stand.Backup.Requests.Count));
        Assert.All(
            stand.Primary.Requests.Concat(stand.Backup.Requests),
            request => Assert.Contains("degrees", request.Body.GetRawText(), StringComparison.Ordinal));
        Assert.Equal(WireTable.BackupModel, response.GetRouteRecord()!.Model);
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public async Task Structured_output_streams_from_the_fallback(Dialect dialect)
    {
        await using var stand = await Stand.StartAsync(dialect);
        stand.PrimaryScript.Always(SimulatedReply.Failing(SimulatedFailure.StreamErrorBeforeContent));
        stand.BackupScript.Always(SimulatedReply.InPieces("""{"city":""", "\"Oslo\",", """ "degrees":4}"""));

        var call = await stand.AskAsync(streamed: true, options: new() { ResponseFormat = ChatResponseFormat.ForJsonSchema<Forecast>() });

        Assert.Equal("""{"city":"Oslo", "degrees":4}""", call.Response.Text);
        Assert.Equal((Fault.StreamBroken, WireTable.BackupModel), (call.Record.FallbackReason, call.Record.Model));
        Assert.Contains("degrees", stand.Backup.Requests.Single().Body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_conversation_with_foreign_reasoning_goes_on_at_the_fallback(Dialect dialect, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect);
        stand.PrimaryScript.Reply(SimulatedReply.FromText("Four.") with { Reasoning = "Two and two." })
            .Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
        stand.BackupScript.Always(SimulatedReply.FromText("Eight."));
        var history = new List<ChatMessage> { new(ChatRole.User, "Two and two?") };
        using IChatClient client = stand.Route;
        history.AddRange((await AskAsync(client, history, streamed)).Messages);
        history.Add(new(ChatRole.User, "Twice that?"));

        Assert.Equal("Eight.", (await AskAsync(client, history, streamed)).Text);
        Assert.Contains("Four.", stand.Backup.Requests.Single().Body.GetRawText(), StringComparison.Ordinal);
    }

    private static Task<ChatResponse> AskAsync(IChatClient client, string prompt, ChatOptions options, bool streamed) => streamed
        ? client.GetStreamingResponseAsync(prompt, options).ToChatResponseAsync()
        : client.GetResponseAsync(prompt, options);

    private static Task<ChatResponse> AskAsync(IChatClient client, List<ChatMessage> history, bool streamed) => streamed
        ? client.GetStreamingResponseAsync(history).ToChatResponseAsync()
        : client.GetResponseAsync(history);

    // The id of the call, and the one by which the result refers to it. Ollama tells calls apart by their order.
    [GeneratedRegex("\"(?:id|tool_call_id|tool_use_id|call_id)\":\"([^\"]+)\"")]
    private static partial Regex CallIds();

    private sealed record Forecast(string City, int Degrees);
}
