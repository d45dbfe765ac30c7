using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Costs;
using RouteGen.Tests.Telemetry;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>Where a cost comes from, and what is reported when two sources disagree.</summary>
public class CostSourceTests
{
    private static readonly ChatMessage[] Ticket = [new(ChatRole.User, "a ticket")];

    [Theory]
    [InlineData("0.003", 0)]
    [InlineData("0.00303", 0)]
    [InlineData("0.0031", 1)]
    [InlineData("0.0029", 1)]
    public async Task A_stated_cost_that_differs_too_much_announces_itself(string stated, int warnings)
    {
        var log = new EventLog();
        using var seen = new MeasurementList();
        await using var bench = new TestBench(services: s => s.AddSingleton<ILoggerFactory>(log));
        bench.First.Then(Step.Says("ok", 1_000,
            200, properties: new() { [WireFacts.CostUsdKey] = decimal.Parse(stated, System.Globalization.CultureInfo.InvariantCulture) }));

        await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(warnings, log.Events.Count(e => e.Id == 14));
        Assert.Equal(
            Enumerable.Repeat("routegen.cost.drifts=1 {route=ask, target=first}", warnings),
            seen.Take().Where(m => m.StartsWith("routegen.cost.drifts", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_tolerance_is_a_setting()
    {
        var log = new EventLog();
        await using var bench = new TestBench(services: s =>
        {
            s.AddSingleton<ILoggerFactory>(log);
            s.Configure<RouteTableSettings>("TestTable", o => o.CostTolerance = 0.5m);
        });
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.CostUsdKey] = 0.0031m }));

        await bench.Route.GetResponseAsync("a ticket");

        Assert.DoesNotContain(log.Events, e => e.Id == 14);
    }

    [Fact]
    public async Task A_stream_that_fails_before_its_first_word_is_charged_its_input_only()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(
            Step.Streams(new ChatResponseUpdate { Contents = [new ErrorContent("their words") { ErrorCode = "server_error" }] }));
        bench.Second.Then(Step.Says("ok"));

        await foreach (var _ in bench.Route.GetStreamingResponseAsync(Ticket))
        {
        }

        var failed = bench.Record.Attempts[0];
        Assert.Equal((CostSource.Estimated, 0L), (failed.CostSource, failed.EstimatedUsage?.Output));
        Assert.Equal(bench.Record.EstimatedInputTokens * 0.000001m, failed.CostUsd);
    }

    [Fact]
    public async Task A_broken_stream_is_charged_what_was_seen()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.BreaksAfter("one two three four five six seven eight", new IOException("cut")));

        await Assert.ThrowsAsync<RouteStreamBrokenException>(async () =>
        {
            await foreach (var _ in bench.Route.GetStreamingResponseAsync(Ticket))
            {
            }
        });

        var broken = Assert.Single(bench.Record.Attempts);
        Assert.Equal(CostSource.Estimated, broken.CostSource);
        Assert.InRange(broken.EstimatedUsage!.Value.Output, 6, 14);
        Assert.Equal(CostCalculator.Calculate(broken.EstimatedUsage.Value, new PriceSheet { Input = 1m, Output = 10m }), broken.CostUsd);
    }

    [Fact]
    public async Task A_timeout_is_charged_all_that_was_allowed_since_the_provider_may_have_worked_unseen()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.Says("ok"));

        await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((CostSource.Estimated, 600L), (bench.Record.Attempts[0].CostSource, bench.Record.Attempts[0].EstimatedUsage?.Output));
    }

    [Fact]
    public async Task A_whole_reply_without_usage_is_charged_its_own_text()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Replies(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, new string('a', 400))) { FinishReason = ChatFinishReason.Stop }));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(CostSource.Estimated, response.Cost.Source);
        Assert.InRange(response.Record.Attempts[0].EstimatedUsage!.Value.Output, 40, 300);
    }

    /// <summary>Keeps the ids of what is logged.</summary>
    private sealed class EventLog : ILoggerFactory, ILogger
    {
        public List<EventId> Events { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                Events.Add(eventId);

        public void Dispose()
        {
        }
    }
}
