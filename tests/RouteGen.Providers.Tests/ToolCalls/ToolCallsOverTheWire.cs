using System.Text;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.ToolCalls;

/// <summary>No tool runs with arguments that its model did not finish: over the wire, under function invocation.</summary>
public sealed class ToolCallsOverTheWire
{
    private static readonly Dialect[] Streaming =
    [
        Dialect.OpenAI,
        Dialect.Compatible, Dialect.Gemini, Dialect.OpenRouter, Dialect.Azure, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Ollama
    ];

    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    public static TheoryData<Dialect, string> Cuts
    {
        get
        {
            var rows = new TheoryData<Dialect, string>();
            foreach (var dialect in new[] { Dialect.Compatible, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Ollama })
            {
                rows.Add(dialect, "");
                rows.Add(dialect, "Let me see.");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_whole_call_runs_once(Dialect dialect, bool streamed)
    {
        await using var stand = await StartAsync(dialect);
        var view = await stand.AskAsync(Reply(ToolCallWire.Whole, dialect, streamed), streamed);

        Assert.Equal([ToolCallWire.Path], stand.Ran);
        Assert.Equal("All gone.", view.Text);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Cut_at_every_byte_no_tool_runs_with_less_than_the_model_wrote(Dialect dialect, string text)
    {
        var wire = ToolCallWire.Whole with { Text = text };
        var body = Encoding.UTF8.GetBytes(wire.Body(dialect, streamed: true));
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: {wire.ContentType(dialect, true)}\r\nConnection: close\r\n\r\n";
        await using var stand = await StartAsync(dialect);
        var (ran, broken, fellBack) = (0, 0, 0);
        for (var cut = 0; cut <= body.Length; cut++)
        {
            var bytes = (byte[])[.. Encoding.UTF8.GetBytes(head), .. body[..cut]];
            var view = await stand.AskAsync(new Bytes(bytes), streamed: true);

            Assert.True(
                stand.Ran.TrueForAll(path => path == ToolCallWire.Path) && stand.Ran.Count <= 1,
                $"{dialect}, cut at {cut}: ran with {string.Join(", ", stand.Ran)}");
            Assert.True(view.Exception is null or RouteStreamBrokenException, $"{dialect}, cut at {cut}: {view.Exception}");
            Assert.True(
                stand.Ran.Count == 1 || view.IsBackup || view.Exception is not null,
                $"{dialect}, cut at {cut}: neither a call nor an answer, but '{view.Text}'");
            ran += stand.Ran.Count;
            broken += view.Exception is null ? 0 : 1;
            fellBack += view.IsBackup ? 1 : 0;
        }

        Assert.True(ran > 0 && fellBack > 0 && broken > 0 == text.Length > 0, $"{ran} ran, {fellBack} went on, {broken} broke");
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_call_that_the_bound_cut_goes_to_the_next_target(Dialect dialect, bool streamed)
    {
        await using var stand = await StartAsync(dialect);
        ToolCallWire[] cut =
        [
            new("", ["{\"pa", "th\": \"/t"], "length"),
            new("", [], "length"),

            // It can be read; whether the model was done nobody knows.
            new("", ["{\"path\": \"/tmp\"}"], "length"),
        ];
        foreach (var wire in cut)
        {
            var view = await stand.AskAsync(Reply(wire, dialect, streamed), streamed);

            Assert.Empty(stand.Ran);
            Assert.True(view.IsBackup, view.Text + view.Exception);
            Assert.Equal(Fault.MalformedOutput, stand.LastAttempts[0].Fault);
            Assert.True(stand.LastAttempts[0].CostUsd > 0m, "What the model wrote is billed.");
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_call_that_was_cut_behind_a_text_breaks_a_stream_and_no_tool_runs(Dialect dialect, bool streamed)
    {
        await using var stand = await StartAsync(dialect);
        var view = await stand.AskAsync(Reply(new("Let me see.", ["{\"pa", "th\": \"/t"], "length"), dialect, streamed), streamed);

        Assert.Empty(stand.Ran);
        if (streamed && dialect != Dialect.Ollama)
        {
            Assert.Equal(
                (RouteOutcome.Broken, Fault.StreamBroken, "Let me see."),
                (view.Exception!.Record.Outcome, view.Exception.Fault, ((RouteStreamBrokenException)view.Exception).PartialText));
        }
        else if (!streamed)
        {
            Assert.True(view.IsBackup, view.Text + view.Exception);
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_call_without_arguments_is_whole(Dialect dialect, bool streamed)
    {
        await using var stand = await StartAsync(dialect);
        foreach (var pieces in new string[][] { [], ["{}"], ["{", "}"] })
        {
            await stand.AskAsync(Reply(new("", pieces), dialect, streamed), streamed);

            Assert.Equal([null], stand.Ran);
        }
    }

    [Theory]
    [InlineData("{\"path\": \"/tmp/old\"", false)]
    [InlineData("{\"path\": \"/tmp/old\"}}", false)]
    [InlineData("{\"path\": \"/tmp/old\"}{\"path\": \"/tmp/old\"}", false)]
    [InlineData("[]", false)]
    [InlineData("\"/tmp/old\"", false)]
    [InlineData("{\"path\": \"/tmp/old\"}\n ", true)]
    public async Task Arguments_that_are_no_object_are_not_whole(string arguments, bool whole)
    {
        foreach (var dialect in new[] { Dialect.Compatible, Dialect.OpenAI, Dialect.OpenAIResponses })
        {
            foreach (var streamed in new[] { false, true })
            {
                await using var stand = await StartAsync(dialect);
                var text = arguments.Replace("\n", "\\n", StringComparison.Ordinal);
                var body = new ToolCallWire("", [arguments]).Body(dialect, streamed).Replace("\n \"", "\\n \"", StringComparison.Ordinal);
                var view = await stand.AskAsync(Bytes.Reply(body, streamed ? "text/event-stream" : "application/json"), streamed);

                Assert.Equal(whole ? [ToolCallWire.Path] : [], stand.Ran);
                Assert.True(whole || view.IsBackup, $"{dialect} {streamed} {text}: {view.Text}{view.Exception}");
            }
        }
    }

    [Theory]
    [InlineData("in the finish chunk", 1)]
    [InlineData("in a chunk of its own", 1)]
    [InlineData("after the finish chunk", 1)]
    [InlineData("under another index", 1)]
    [InlineData("of what is missing", 0)]
    public async Task A_call_that_a_summary_says_again_runs_once_or_not_at_all(string kind, int runs)
    {
        const string Whole = "{\"path\": \"/tmp/old\"}";
        string[] begin =
        [
            ToolCallWire.Chunk(ToolCallWire.CallDelta("", named: true)),
            ToolCallWire.Chunk(ToolCallWire.CallDelta("{\"path\":")),
            ToolCallWire.Chunk(ToolCallWire.CallDelta("\"/tmp/old\"}"))
        ];
        var again = ToolCallWire.CallDelta(Whole, named: true);
        var end = ToolCallWire.Chunk("{}", "\"tool_calls\"");
        string[] events = kind switch
        {
            "in the finish chunk" => [.. begin, ToolCallWire.Chunk(again, "\"tool_calls\"")],
            "in a chunk of its own" => [.. begin, ToolCallWire.Chunk(again), end],
            "after the finish chunk" => [.. begin, end, ToolCallWire.Chunk(again)],
            "under another index" => [.. begin, ToolCallWire.Chunk(ToolCallWire.CallDelta(Whole, named: true, index: 1)), end],
            _ => [.. begin[..2], ToolCallWire.Chunk(again, "\"tool_calls\"")],
        };
        foreach (var dialect in Streaming.Where(d => d is not (Dialect.OpenAIResponses or Dialect.Anthropic or Dialect.Ollama)))
        {
            await using var stand = await StartAsync(dialect);
            var view = await stand.AskAsync(Bytes.Reply(ToolCallWire.Events([.. events, "[DONE]"]), "text/event-stream"), streamed: true);

            Assert.Equal(Enumerable.Repeat(ToolCallWire.Path, runs), stand.Ran);
            Assert.Equal(runs == 0, view.IsBackup);
        }
    }

    [Fact]
    public async Task A_summary_of_the_other_dialects_runs_once()
    {
        await using var ollama = await StartAsync(Dialect.Ollama);
        var lines = ToolCallWire.Whole.Body(Dialect.Ollama, true).Split('\n');
        await ollama.AskAsync(
            Bytes.Reply(lines[0] + "\n" + ToolCallWire.Whole.Body(Dialect.Ollama, false), "application/x-ndjson"), streamed: true);
        Assert.Equal([ToolCallWire.Path], ollama.Ran);

        await using var responses = await StartAsync(Dialect.OpenAIResponses);
        var events = ToolCallWire.Whole.Body(Dialect.OpenAIResponses, true).Split("\n\n");
        var done = Array.FindIndex(events, e => e.Contains("output_item.done", StringComparison.Ordinal));
        await responses.AskAsync(
            Bytes.Reply(string.Join("\n\n", [.. events[..(done + 1)], events[done], .. events[(done + 1)..]]), "text/event-stream"),
            streamed: true);
        Assert.Equal([ToolCallWire.Path], responses.Ran);
    }

    [Fact]
    public async Task Parallel_calls_under_one_index_are_two()
    {
        await using var stand = await StartAsync(Dialect.Gemini);
        await stand.AskAsync(
            Bytes.Reply(
                ToolCallWire.Events(
                    ToolCallWire.Chunk(ToolCallWire.CallDelta("{\"path\":\"/a\"}", named: true, id: "a")),
                    ToolCallWire.Chunk(ToolCallWire.CallDelta("{\"path\":\"/b\"}", named: true, id: "b"), "\"stop\""),
                    "[DONE]"),
                "text/event-stream"),
            streamed: true);

        Assert.Equal(["/a", "/b"], stand.Ran);
    }

    [Theory]
    [InlineData(Ending.Reset)]
    [InlineData(Ending.Hang)]
    public async Task A_whole_call_is_served_whatever_becomes_of_the_connection_after_its_finish_reason(Ending ending)
    {
        // At once: each waits for as long as the runtime waits for the rest.
        await Task.WhenAll(new[] { Dialect.Compatible, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Ollama }.Select(async dialect =>
        {
            await using var stand = await StartAsync(dialect);
            var body = ToolCallWire.Whole.Body(dialect, streamed: true).Replace("data: [DONE]\n\n", "", StringComparison.Ordinal);
            var view = await stand.AskAsync(
                Bytes.Reply(body, ToolCallWire.Whole.ContentType(dialect, true), ending: ending), streamed: true);

            Assert.Equal([ToolCallWire.Path], stand.Ran);
            Assert.Equal("All gone.", view.Text);
        }));
    }

    private static Bytes Reply(ToolCallWire wire, Dialect dialect, bool streamed) =>
        Bytes.Reply(wire.Body(dialect, streamed), wire.ContentType(dialect, streamed));

    private static async Task<ToolCallStand> StartAsync(Dialect dialect)
    {
        var stand = await ToolCallStand.StartAsync(dialect);
        stand.Stand.BackupScript.Always(SimulatedReply.FromText("The backup speaks.") with { Usage = new(100, 10) });
        return stand;
    }
}
