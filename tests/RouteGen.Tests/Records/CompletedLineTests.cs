using Microsoft.Extensions.Logging;
using RouteGen.Listening;

namespace RouteGen.Tests.Records;

/// <summary>The line of a call that has ended: at which level it comes, and what it costs where nobody reads it.</summary>
public sealed class CompletedLineTests
{
    public static TheoryData<RouteOutcome, int, LogLevel> Lines => new()
    {
        { RouteOutcome.Served, 1, LogLevel.Debug },
        { RouteOutcome.Served, 2, LogLevel.Warning },
        { RouteOutcome.Failed, 1, LogLevel.Error },
        { RouteOutcome.Stopped, 1, LogLevel.Warning },
        { RouteOutcome.Cancelled, 1, LogLevel.Information },
        { RouteOutcome.Broken, 1, LogLevel.Error },
        { RouteOutcome.Abandoned, 1, LogLevel.Information },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void It_comes_where_its_level_is_on(RouteOutcome outcome, int attempts, LogLevel level)
    {
        var on = new Log(level);
        var off = new Log(level + 1);

        on.Completed(Record(outcome, attempts));
        off.Completed(Record(outcome, attempts));

        Assert.Equal([level], on.Written);
        Assert.Empty(off.Written);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void It_costs_nothing_where_its_level_is_off(RouteOutcome outcome, int attempts, LogLevel level)
    {
        var log = new Log(level + 1);
        var record = Record(outcome, attempts);
        log.Completed(record);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            log.Completed(record);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static RouteRecord Record(RouteOutcome outcome, int attempts) => new()
    {
        StartedAt = default,
        Table = "Table",
        TableHash = "hash",
        Route = "ask",
        Outcome = outcome,
        Latency = default,
        CostUsd = 1m,
        CostBucket = "support",
        Caller = RouteCaller.None,
        Attempts = [.. Enumerable.Repeat(
            new AttemptRecord { Target = "first", Provider = "house", Model = "m", Deployment = "d", Fault = Fault.Timeout }, attempts)],
    };

    private sealed class Log(LogLevel least) : ILogger
    {
        public List<LogLevel> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(logLevel);
    }
}
