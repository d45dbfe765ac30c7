using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RouteGen.Gateway.Tests.Security;

/// <summary>
/// Hostile requests, many at a time, while others are served. <c>ROUTEGEN_HOSTILE=5000</c> says how many; there are 400 without, with a
/// fresh seed that is printed.
/// </summary>
[Collection(nameof(Alone))]
public sealed class HostileTests
{
    private const long MostGrowth = 400_000_000;

    [Fact]
    public async Task Hostile_requests_are_refused_while_others_are_served()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("ROUTEGEN_HOSTILE") ?? "400", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("ROUTEGEN_SEED")
            ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var log = new LogCapture();
        await using var bench = await GatewayBench.StartAsync(services: s => s.AddSingleton<ILoggerProvider>(log));
        bench.Wire.IsOn = false;
        for (var i = 0; i < 50; i++)
        {
            Assert.True(await IsServedAsync(bench));
        }

        var before = WorkingSet();
        using var done = new CancellationTokenSource();
        var served = ServeAsync(bench, done.Token);
        var problems = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<string, int>();
        var hostile = new HostileRequests(seed);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            (string Kind, string Path, byte[] Head, byte[] Body, bool HangsUp) request;
            lock (hostile)
            {
                request = hostile.Next();
            }

            var answer = await RawClient.SendAsync(bench.Address, request.Head, request.Body, request.HangsUp);
            statuses.AddOrUpdate($"{request.Kind} {answer.Status}", 1, static (_, n) => n + 1);
            if (answer.Status == 500 || answer.Status is > 500 and not (502 or 503 or 504))
            {
                problems.Enqueue($"{request.Kind} at {request.Path} → {answer}: {Shown(request.Body)}");
            }
            else if (answer.Status >= 400 && answer.Body.Length > 0 && ErrorShape.Problem(request.Path, answer.Body) is { } problem)
            {
                problems.Enqueue($"{request.Kind} at {request.Path} → {answer}: {problem}");
            }
        });
        await done.CancelAsync();
        var good = await served;
        var growth = WorkingSet() - before;
        var summary = $"seed {seed}: {count} hostile requests beside {good} good ones, {growth / 1_000_000} MB more: "
            + string.Join(", ", statuses.OrderBy(static s => s.Key, StringComparer.Ordinal).Select(static s => $"{s.Key} ×{s.Value}"));
        TestContext.Current.SendDiagnosticMessage("{0}", summary);

        Assert.True(problems.IsEmpty, $"{summary}\n{string.Join('\n', problems.Take(20))}");
        Assert.True(good > 0, summary);
        Assert.True(growth < MostGrowth, summary);
        Assert.DoesNotContain(log.Lines, static l => l.Contains($"\n{HostileRequests.Forged}", StringComparison.Ordinal)
            || l.Contains($"\r\n{HostileRequests.Forged}", StringComparison.Ordinal) || l.Contains('\u001b', StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, static l => l.Contains(GatewayBench.Token, StringComparison.Ordinal));
    }

    private static async Task<int> ServeAsync(GatewayBench bench, CancellationToken until)
    {
        var served = 0;
        while (!until.IsCancellationRequested)
        {
            Assert.True(await IsServedAsync(bench), "An honest caller is not served.");
            served++;
        }

        return served;
    }

    private static async Task<bool> IsServedAsync(GatewayBench bench)
    {
        using var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "chat", "An honest question."));
        return response.StatusCode == HttpStatusCode.OK;
    }

    private static long WorkingSet()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static string Shown(byte[] body) => System.Text.Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 1200));
}

/// <summary>Everything that is logged, as it would stand in a file.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(';', pairs.Select(static p => $"{p.Key}={p.Value}")) : "";
            log._lines.Enqueue($"{category} {formatter(state, exception)} {values} {exception}");
        }
    }
}
