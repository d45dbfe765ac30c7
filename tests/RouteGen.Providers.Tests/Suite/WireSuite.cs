using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Costs;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Suite;

/// <summary>
/// What every wire must do through the real SDK: one suite, run by each wire, and again under a resilience handler on all HTTP clients.
/// </summary>
public abstract class WireSuite(Dialect dialect, bool underResilienceHandler)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    public static TheoryData<SimulatedFailure, bool> EveryFailurePlainAndStreamed
    {
        get
        {
            var rows = new TheoryData<SimulatedFailure, bool>();
            foreach (var failure in Enum.GetValues<SimulatedFailure>())
            {
                rows.Add(failure, false);
                rows.Add(failure, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(EveryFailurePlainAndStreamed))]
    public async Task A_failure_has_its_fault_and_its_reaction_and_each_hit_is_an_attempt(SimulatedFailure failure, bool streamed)
    {
        var row = FailureRow.For(failure, dialect, streamed);
        await using var stand = await StartAsync(isTimed: row.NeedsTimers);
        stand.PrimaryScript.Always(SimulatedReply.Failing(failure));
        stand.BackupScript.Always(SimulatedReply.FromText("The backup speaks.") with { Usage = new(100, 10) });

        var call = row.NeedsTimers ? await stand.AskInVainAsync(failure, streamed) : await stand.AskAsync(streamed);

        var primary = call.Record.Attempts.Where(attempt => attempt.Deployment == WireTable.PrimaryModel).ToArray();
        Assert.Equal((row.PrimaryHits, row.ReachesBackup ? 1 : 0), (stand.Primary.Requests.Count, stand.Backup.Requests.Count));
        Assert.Equal(stand.Hits, call.Record.Attempts.Count);
        Assert.Equal(row.PrimaryHits, primary.Length);
        Assert.All(primary, attempt => Assert.Equal(row.Fault, attempt.Fault));
        Assert.Equal(stand.Hits - 1, call.Record.Retries);
        AssertOutcome(row, call);
        AssertCost(row, call);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reply_is_priced_by_what_the_provider_counted(bool streamed)
    {
        await using var stand = await StartAsync();
        stand.PrimaryScript.Always(SimulatedReply.FromText("Two lines.") with
        {
            Id = "the-reply",
            RequestId = "the-request",
            Model = "primary-model-2026",
            Usage = new(1000, 80) { CachedInput = 600, CacheWrite = 100, CacheWrite1h = 50, Reasoning = 30, CostUsd = 0.00123m },
        });

        var call = await stand.AskAsync(streamed);

        Assert.Equal(("Two lines.", RouteOutcome.Served), (call.Response.Text, call.Record.Outcome));
        var attempt = Assert.Single(call.Record.Attempts);
        Assert.Equal(("the-request", "primary-model-2026", 200), (attempt.RequestId, attempt.ResponseModel, attempt.StatusCode));
        Assert.Equal("stop", call.Record.FinishReason);

        // Of 1000 input tokens, worked by hand at 1, 0.1, 1.25 and 2 USD, and 80 output at 10, per million: what is
        // cached and written is as each wire states it.
        var (computed, cached, written, written1h, reasoning) = dialect switch
        {
            Dialect.OpenRouter => (0.0012975m, 600, 150, 0, 30),
            Dialect.Anthropic => (0.001335m, 600, 100, 50, 0),
            Dialect.Ollama or Dialect.Vllm => (0.0018m, 0, 0, 0, 0),
            Dialect.Perplexity or Dialect.LMStudio => (0.0018m, 0, 0, 0, 30),
            Dialect.Mistral or Dialect.Moonshot or Dialect.Together or Dialect.Fireworks or Dialect.LlamaCpp =>
                (0.00126m, 600, 0, 0, 0),
            _ => (0.00126m, 600, 0, 0, 30),
        };
        Assert.Equal(computed, attempt.ComputedCostUsd);
        Assert.Equal(
            dialect is Dialect.OpenRouter or Dialect.XAI or Dialect.Perplexity
                ? (0.00123m, CostSource.Provider)
                : (computed, CostSource.Computed),
            (call.Record.CostUsd, call.Record.CostSource));
        Assert.Equal(
            new TokenUsage
            {
                Input = 1000,
                CachedInput = cached,
                CacheWrite = written,
                CacheWrite1h = written1h,
                Output = 80,
                Reasoning = reasoning,
                Requests = 1
            },
            call.Record.Usage);
    }

    [Theory]
    [InlineData(RetryAfterForm.Milliseconds, 40, false)]
    [InlineData(RetryAfterForm.Milliseconds, 40, true)]
    [InlineData(RetryAfterForm.Seconds, 1000, false)]
    public async Task A_short_wait_that_is_asked_for_is_waited_for(RetryAfterForm form, int milliseconds, bool streamed)
    {
        var wait = TimeSpan.FromMilliseconds(milliseconds);
        await using var stand = await StartAsync();
        stand.PrimaryScript.Reply(SimulatedReply.RateLimited(wait, form)).Then(SimulatedReply.FromText("At last."));

        var call = await stand.AskAsync(streamed);

        Assert.Equal("At last.", call.Response.Text);
        Assert.Equal([Fault.RateLimited, Fault.None], call.Record.Attempts.Select(attempt => attempt.Fault));
        Assert.InRange(call.Record.Attempts[1].Delay, wait, wait + TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(RetryAfterForm.Seconds)]
    [InlineData(RetryAfterForm.HttpDate)]
    [InlineData(RetryAfterForm.Milliseconds)]
    public async Task A_long_wait_that_is_asked_for_sends_the_call_on(RetryAfterForm form)
    {
        await using var stand = await StartAsync();
        stand.PrimaryScript.Always(SimulatedReply.RateLimited(TimeSpan.FromSeconds(20), form));

        var first = await stand.AskAsync(streamed: false);
        var second = await stand.AskAsync(streamed: false);

        Assert.Equal([1, 2], [stand.Primary.Requests.Count, stand.Backup.Requests.Count]);
        Assert.Equal(Fault.RateLimited, first.Record.FallbackReason);
        Assert.Equal(SkipReason.CoolingDown, Assert.Single(second.Record.Skipped).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refused_connection_is_repeated_and_then_left_at_no_cost(bool streamed)
    {
        await using var stand = await StartAsync(primaryRefuses: true);
        stand.BackupScript.Always(SimulatedReply.FromText("The backup speaks.") with { Usage = new(100, 10) });

        var call = await stand.AskAsync(streamed);

        Assert.Equal("The backup speaks.", call.Response.Text);
        Assert.Equal(
            [Fault.ConnectionFailed, Fault.ConnectionFailed, Fault.ConnectionFailed, Fault.None],
            call.Record.Attempts.Select(attempt => attempt.Fault));
        Assert.Equal((0.0002m, null), (call.Record.CostUsd, call.Record.Attempts[0].StatusCode));
    }

    [Theory]
    [InlineData(SimulatedFailure.StallBeforeReply, false)]
    [InlineData(SimulatedFailure.StallBeforeReply, true)]
    [InlineData(SimulatedFailure.StreamStallsAfterContent, false)]
    [InlineData(SimulatedFailure.StreamStallsAfterContent, true)]
    public async Task A_caller_that_cancels_is_heard_by_the_provider_and_nobody_else_is_asked(SimulatedFailure stall, bool streamed)
    {
        await using var stand = await StartAsync();
        stand.PrimaryScript.Always(SimulatedReply.Failing(stall));
        using var patience = new CancellationTokenSource();

        var contentSeen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reply = streamed
            ? ReadAsync(stand.Route.GetStreamingResponseAsync("Good morning", cancellationToken: patience.Token), contentSeen)
            : stand.Route.GetResponseAsync("Good morning", cancellationToken: patience.Token);
        var request = await stand.Primary.WaitForRequestAsync(1).WaitAsync(Bound);
        if (streamed && stall == SimulatedFailure.StreamStallsAfterContent)
        {
            await contentSeen.Task.WaitAsync(Bound);
        }

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply.WaitAsync(Bound));

        await request.Ended.WaitAsync(Bound);
        Assert.True(request.IsAborted);
        Assert.Single(stand.Primary.Requests);
        Assert.Empty(stand.Backup.Requests);
    }

    private static async Task ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates, TaskCompletionSource contentSeen)
    {
        await foreach (var update in updates)
        {
            if (update.Text.Length > 0)
            {
                contentSeen.TrySetResult();
            }
        }
    }

    private static void AssertOutcome(FailureRow row, CallView call)
    {
        switch (row.Reaction)
        {
            case Reaction.Serve:
                Assert.Equal(RouteOutcome.Served, call.Record.Outcome);
                Assert.Equal(ChatFinishReason.ContentFilter, call.Response.FinishReason);
                break;
            case Reaction.Stop:
                Assert.Equal((RouteOutcome.Stopped, row.Fault), (call.Record.Outcome, call.Exception!.Fault));
                break;
            case Reaction.Break:
                Assert.Equal((RouteOutcome.Broken, row.Fault), (call.Record.Outcome, call.Record.Fault));
                Assert.Equal(
                    ("These", "These"), (Assert.IsType<RouteStreamBrokenException>(call.Exception).PartialText, call.Response.Text));
                break;
            default:
                Assert.Null(call.Exception);
                Assert.Equal(("The backup speaks.", RouteOutcome.Served), (call.Response.Text, call.Record.Outcome));
                Assert.Equal((WireTable.BackupModel, row.Fault), (call.Record.Model, call.Record.FallbackReason));
                break;
        }
    }

    private static void AssertCost(FailureRow row, CallView call)
    {
        Assert.Equal(call.Record.Attempts.Sum(attempt => attempt.CostUsd!.Value), call.Record.CostUsd);
        var paid = call.Record.Attempts.ToLookup(attempt => attempt.Deployment == WireTable.BackupModel, attempt => attempt.CostUsd);

        // 100 tokens at 1 USD and 10 at 10 USD per million.
        Assert.All(paid[true], cost => Assert.Equal(0.0002m, cost));
        var refused = call.Record.Attempts.Where(
            attempt => attempt.StatusCode is >= 400 && attempt.Fault is not (Fault.Timeout or Fault.ContentFiltered));
        Assert.All(refused, attempt => Assert.Equal(0m, attempt.CostUsd));
        var cutOff = call.Record.Attempts.Where(
            attempt => attempt is { StatusCode: 200, Fault: Fault.ServerError or Fault.ConnectionFailed });
        Assert.All(cutOff, attempt => Assert.Equal(CostSource.Estimated, attempt.CostSource));
        if (row.Reaction == Reaction.Break)
        {
            Assert.Equal(CostSource.Estimated, call.Record.CostSource);
            Assert.True(call.Record.CostUsd > 0m, "A stream that broke after content is billed.");
        }
    }

    private Task<Stand> StartAsync(bool primaryRefuses = false, bool isTimed = false) => Stand.StartAsync(
        dialect,
        services =>
        {
            if (underResilienceHandler)
            {
                services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
            }
        },
        primaryRefuses: primaryRefuses,
        isTimed: isTimed);
}
