using RouteGen.Costs;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Foreign;

namespace RouteGen.Providers.Tests.Foreign;

/// <summary>The errors of @copilotkit/aimock, its broken streams and its chaos: each is what it is, and the backup serves.</summary>
public sealed class AimockFaultTests(ForeignServers servers)
{
    private static readonly Dialect[] Dialects =
    [
        Dialect.OpenAI, Dialect.OpenAIResponses, Dialect.Azure, Dialect.Gemini, Dialect.OpenRouter, Dialect.Compatible, Dialect.Anthropic,
        Dialect.Ollama, Dialect.Mistral
    ];

    public static TheoryData<Dialect, bool, string, Fault> Errors
    {
        get
        {
            var rows = new TheoryData<Dialect, bool, string, Fault>();
            foreach (var (prompt, fault) in new[]
            {
                ("fail 400", Fault.InvalidRequest), ("fail 401", Fault.Unauthorized), ("fail 404", Fault.ModelNotFound),
                ("fail 429", Fault.RateLimited), ("fail 500", Fault.ServerError), ("fail 503", Fault.Overloaded),
                ("be dropped", Fault.ServerError),
            })
            {
                foreach (var dialect in Dialects)
                {
                    rows.Add(dialect, false, prompt, fault);
                    rows.Add(dialect, true, prompt, fault);
                }
            }

            return rows;
        }
    }

    public static TheoryData<Dialect, string> Breaks
    {
        get
        {
            var rows = new TheoryData<Dialect, string>();
            foreach (var dialect in Dialects)
            {
                rows.Add(dialect, "break off");
                rows.Add(dialect, "hang up");
            }

            return rows;
        }
    }

    public static TheoryData<Dialect, bool> PlainAndStreamed
    {
        get
        {
            var rows = new TheoryData<Dialect, bool>();
            foreach (var dialect in Dialects)
            {
                rows.Add(dialect, false);
                rows.Add(dialect, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_is_what_it_is(Dialect dialect, bool streamed, string prompt, Fault fault)
    {
        await using var stand = await Stand.StartAsync(dialect, primary: await servers.AimockAsync(dialect));
        var call = await stand.AskAsync(streamed, prompt: prompt);

        Assert.Equal(fault, call.Record.Attempts[0].Fault);
        Assert.Equal(0m, call.Record.Attempts[0].CostUsd);
        Assert.Equal(fault == Fault.InvalidRequest ? RouteOutcome.Stopped : RouteOutcome.Served, call.Record.Outcome);
        Assert.Equal(fault == Fault.InvalidRequest ? 0 : 1, stand.Backup.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_stream_that_breaks_is_no_whole_answer(Dialect dialect, string prompt)
    {
        await using var stand = await Stand.StartAsync(dialect, primary: await servers.AimockAsync(dialect));
        var call = await stand.AskAsync(streamed: true, prompt: prompt);

        // A connection can be gone before its status has come.
        Assert.True(
            call.Record.Attempts[0].Fault is Fault.StreamBroken or Fault.ConnectionFailed, $"It is {call.Record.Attempts[0].Fault}.");
        if (call.Record.Outcome == RouteOutcome.Broken)
        {
            var partial = Assert.IsType<RouteStreamBrokenException>(call.Exception).PartialText;
            Assert.StartsWith(partial, string.Concat(Enumerable.Repeat(ForeignServers.Text, 20)), StringComparison.Ordinal);
            Assert.Equal(CostSource.Estimated, call.Record.CostSource);
            Assert.True(call.Record.CostUsd > 0m, "What was sent is paid for.");
        }
        else
        {
            // Nothing of it had reached the caller yet.
            Assert.Equal((RouteOutcome.Served, 1), (call.Record.Outcome, stand.Backup.Requests.Count));
        }
    }

    [Theory]
    [MemberData(nameof(PlainAndStreamed))]
    public async Task Bytes_that_are_no_reply_are_followed_by_the_backup(Dialect dialect, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect, primary: await servers.AimockAsync(dialect));
        var call = await stand.AskAsync(streamed, prompt: "be malformed");

        Assert.Equal((RouteOutcome.Served, 1), (call.Record.Outcome, stand.Backup.Requests.Count));
        Assert.All(
            call.Record.Attempts.SkipLast(1),
            attempt => Assert.True(attempt.Fault is Fault.ServerError or Fault.StreamBroken, $"It is {attempt.Fault}."));
    }
}
