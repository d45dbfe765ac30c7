using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Faults;

/// <summary>An operator learns what failed, also where nothing on the wire says it.</summary>
public sealed class FailureDetailTests
{
    private const string Prompt = "SECRET-PROMPT";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_that_nothing_explains_leaves_type_and_origin_and_not_its_message(bool streamed)
    {
        var log = new LogLines();
        await using var bench = Bench(log);
        bench.First.Then(Step.Throws(Thrown()));

        await AskAsync(bench, streamed);

        var attempt = bench.Record.Attempts[0];
        var origin = streamed ? "RouteGen.TestSupport.Doubles.Step.Updates" : "RouteGen.Tests.Faults.FailureDetailTests.Fail";
        Assert.Equal(
            (Fault.Unknown, $"RouteGen.Tests.Faults.FailureDetailTests+OddException from {origin}"), (attempt.Fault, attempt.Detail));
        Assert.Contains(log.All, l => l.Id == 10 && l.Text.Contains($"Unknown ({attempt.Detail})", StringComparison.Ordinal));
        Assert.Equal(
            attempt.Detail,
            JsonDocument.Parse(bench.Record.ToJson()).RootElement.GetProperty("attempts")[0].GetProperty("detail").GetString());
        Assert.DoesNotContain(Prompt, bench.Record.ToJson() + string.Concat(log.All.Select(l => l.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_an_asynchronous_method_as_it_is_written_and_the_innermost_cause()
    {
        await using var bench = Bench(new LogLines());
        var cause = (await Record.ExceptionAsync(FailLaterAsync))!;
        bench.First.Then(Step.Throws(new AggregateException(new OddException("outer", cause))));

        await AskAsync(bench, streamed: false);

        Assert.Equal(
            "System.AggregateException caused by RouteGen.Tests.Faults.FailureDetailTests+OddException from " +
            "RouteGen.Tests.Faults.FailureDetailTests.FailLaterAsync",
            bench.Record.Attempts[0].Detail);
    }

    [Fact]
    public async Task A_connection_that_failed_leaves_what_HTTP_and_the_socket_say()
    {
        var log = new LogLines();
        await using var bench = Bench(log);
        bench.First.Then(Step.Throws(
            new HttpRequestException(HttpRequestError.NameResolutionError, Prompt, new SocketException((int)SocketError.HostNotFound))));

        await AskAsync(bench, streamed: false);

        Assert.Equal(
            (Fault.ConnectionFailed, "NameResolutionError, HostNotFound"),
            (bench.Record.Attempts[0].Fault, bench.Record.Attempts[0].Detail));
        Assert.Contains(
            log.All,
            l => l.Id == 10 && l.Text.Contains("ConnectionFailed (NameResolutionError, HostNotFound) in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_known_is_never_null_in_a_log()
    {
        var log = new LogLines();
        await using var bench = Bench(log, i => new() { Name = $"free-{i}" });
        Step[] failures =
        [
            Step.Throws(Thrown()),
            Step.Throws(new OddException("never thrown")), Step.Throws(new SocketException((int)SocketError.ConnectionReset)),
            Step.Replies(new([])), Step.Fails(System.Net.HttpStatusCode.Unauthorized), Step.Throws(new TimeoutException()),
        ];
        foreach (var failure in failures)
        {
            bench.First.Then(failure);
            bench.Second.Then(Step.Says("ok"));
            await AskAsync(bench, streamed: false);
            bench.Time.Advance(TimeSpan.FromMinutes(10));
        }

        bench.First.Then(Step.StallsAfter(""));
        await bench.InTimeAsync(bench.Route.GetResponseAsync("hello"));
        bench.First.Then(Step.Throws(Thrown()));
        await bench.InTimeAsync(bench.Table.ProbeAsync());

        Assert.Contains(log.All, l => l.Text.Contains("Timeout (timer attempt) in", StringComparison.Ordinal));
        Assert.Contains(log.All, l => l.Text.Contains("Unauthorized (HTTP 401); its setup", StringComparison.Ordinal));
        Assert.Contains(log.All, l => l.Text.Contains("unknown USD", StringComparison.Ordinal));
        Assert.Contains(log.All, l => l is { Id: 24 } && l.Text.Contains("OddException from", StringComparison.Ordinal));
        Assert.All(log.All, l => Assert.DoesNotContain("(null)", l.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_exception_is_inside_where_the_application_asks_for_it(bool asked)
    {
        await using var bench = Bench(new LogLines());
        bench.Set(("IncludeExceptions", asked ? "true" : "false"));
        var cause = Thrown();
        bench.First.Then(Step.Throws(cause));
        bench.Second.Then(Step.Throws(cause));
        var failed = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("hello"));
        bench.First.Then(Step.BreaksAfter("some words", cause));
        RouteException broken = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => AskAsync(bench, streamed: true));
        bench.First.Then(Step.Throws(cause));
        bench.Second.Then(Step.Replies(new([])));
        var other = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("hello"));

        Assert.Equal([asked ? cause : null, asked ? cause : null], [failed.InnerException, broken.InnerException]);
        Assert.Null(other.InnerException);
        Assert.Contains("OddException from", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Prompt, failed.Message + (asked ? "" : failed.ToString()), StringComparison.Ordinal);
    }

    private static TestBench Bench(LogLines log, Func<int, Definitions.ModelDefinition>? model = null) =>
        new(r => r.With(maxRetries: 0), services: s => s.AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(log)), model: model);

    private static async Task AskAsync(TestBench bench, bool streamed)
    {
        if (!streamed)
        {
            await bench.InTimeAsync(bench.Route.GetResponseAsync("hello"));
            return;
        }

        await foreach (var _ in bench.Route.GetStreamingResponseAsync("hello"))
        {
        }
    }

    private static Exception Thrown() => Record.Exception(Fail)!;

    private static void Fail() => throw new OddException(Prompt);

    private static async Task FailLaterAsync()
    {
        await Task.Yield();
        throw new OddException(Prompt);
    }

    private sealed class OddException(string message, Exception? inner = null) : Exception(message, inner);
}
