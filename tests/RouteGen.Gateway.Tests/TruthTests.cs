using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests;

/// <summary>A stream that breaks, waits, is left or drains is what it is to every client.</summary>
public sealed class TruthTests
{
    [Theory]
    [InlineData("chat", "\"error\"")]
    [InlineData("responses", "event: response.failed")]
    [InlineData("messages", "event: error")]
    public async Task A_stream_that_breaks_has_an_error_and_no_end_and_is_cut(string dialect, string error)
    {
        await using var bench = await GatewayBench.StartAsync();
        bench.Providers.On("gpt").Always(SimulatedReply.Failing(SimulatedFailure.StreamResetAfterContent));

        using var response = await bench.PostAsync(Ask.PathOf(dialect), Ask.Body(dialect, "chat", "Hi", streamed: true));
        var (text, wasCut) = await ReadAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(wasCut, text);
        Assert.Contains(error, text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"finish_reason\":\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_stop", text, StringComparison.Ordinal);
        Assert.DoesNotContain("response.completed", text, StringComparison.Ordinal);
        Assert.Equal(RouteOutcome.Broken, Assert.Single(bench.Records.All).Outcome);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task Over_http_2_a_stream_ends_or_is_reset(string dialect)
    {
        await using var bench = await GatewayBench.StartAsync(services: static s =>
            s.Configure<KestrelServerOptions>(static o => o.ConfigureEndpointDefaults(static e => e.Protocols = HttpProtocols.Http2)));
        bench.Http.DefaultRequestVersion = HttpVersion.Version20;
        bench.Http.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        bench.Providers.On("gpt").Reply(SimulatedReply.FromText("All of it."))
            .Always(SimulatedReply.Failing(SimulatedFailure.StreamResetAfterContent));

        using var request = Ask.Request(dialect, "chat", streamed: true);
        using var good = await bench.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var (whole, wasReset) = await ReadAsync(good);
        using var again = Ask.Request(dialect, "chat", streamed: true);
        using var bad = await bench.Http.SendAsync(
            again, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var (broken, isReset) = await ReadAsync(bad);

        Assert.Equal((HttpVersion.Version20, false, true), (good.Version, wasReset, isReset));
        Assert.EndsWith(Ask.EndOf(dialect), whole.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_broken_by_comments_and_a_failure_after_one_is_an_error_in_the_stream()
    {
        await using var bench = await GatewayBench.StartAsync(static o =>
        {
            o.FirstComment = TimeSpan.FromMilliseconds(30);
            o.NextComments = TimeSpan.FromMilliseconds(30);
        });

        // The provider is silent until the head of the answer is there, and with it the first comment.
        using var silence = new ManualResetEventSlim();
        SimulatedReply late = new() { Text = "At last." };
        bench.Providers.On("gpt").Always(_ =>
        {
            silence.Wait();
            return late;
        });
        bench.Providers.On("claude").Always(SimulatedReply.Failing(SimulatedFailure.ServerError));

        using var good = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "chat", "Hi", streamed: true));
        silence.Set();
        var (text, wasCut) = await ReadAsync(good);
        silence.Reset();
        late = SimulatedReply.Failing(SimulatedFailure.ServerError);
        using var bad = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "chat", "Hi", streamed: true));
        silence.Set();
        var (broken, wasBroken) = await ReadAsync(bad);

        Assert.Equal((true, false), (text.StartsWith(": ", StringComparison.Ordinal), wasCut));
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.True(wasBroken, broken);
        Assert.Contains("\"error\"", broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_hangs_up_ends_the_call_and_is_charged()
    {
        await using var bench = await GatewayBench.StartAsync();
        bench.Providers.On("gpt").Always(new SimulatedReply
        {
            Pieces = [.. Enumerable.Repeat("some words ", 400)],
            TokenDelay = TimeSpan.FromMilliseconds(20),
        });

        using (var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "chat", "Hi", streamed: true)))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            _ = await stream.ReadAsync(new byte[100], TestContext.Current.CancellationToken);
        }

        await bench.UntilAsync(() => bench.Records.All.Count == 1);
        var record = bench.Records.All[0];
        Assert.Equal(RouteOutcome.Cancelled, record.Outcome);
        Assert.True(record.CostUsd > 0, record.ToJson());
    }

    /// <summary>What it is told of is in the log: the line of a request is written when all of it is over.</summary>
    [Fact]
    public async Task A_client_that_hangs_up_in_the_silence_before_the_first_event_has_its_record()
    {
        using var log = new Lines();
        await using var bench = await GatewayBench.StartAsync(
            static o => (o.FirstComment, o.NextComments) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)),
            s => s.AddSingleton<ILoggerProvider>(log));
        bench.Providers.On("gpt").Always(SimulatedReply.Failing(SimulatedFailure.StallBeforeReply));

        using (var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "chat", "Hi", streamed: true)))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            _ = await stream.ReadAsync(new byte[10], TestContext.Current.CancellationToken);
        }

        await bench.UntilAsync(() => !log.Requests.IsEmpty);
        var record = Assert.Single(bench.Records.All);
        Assert.Equal(RouteOutcome.Cancelled, record.Outcome);
        Assert.Contains("Cancelled Cancelled", Assert.Single(log.Requests), StringComparison.Ordinal);
        Assert.Contains(record.Id, Assert.Single(log.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_can_shorten_a_timeout_and_not_lengthen_it()
    {
        await using var bench = await GatewayBench.StartAsync();
        bench.Providers.On("gpt").Always(SimulatedReply.Failing(SimulatedFailure.StallBeforeReply));

        using var response = await bench.PostAsync(
            "/v1/chat/completions", Ask.Body("chat", "chat", "Hi"), ("x-routegen-timeout-ms", "300"));

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        var record = Assert.Single(bench.Records.All);
        Assert.InRange(record.Latency, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(7.9));
    }

    [Fact]
    public async Task Streams_run_on_while_the_host_stops()
    {
        var bench = await GatewayBench.StartAsync();
        bench.Providers.On("gpt").Always(new SimulatedReply
        {
            Pieces = [.. Enumerable.Repeat("some words ", 30)],
            TokenDelay = TimeSpan.FromMilliseconds(20),
        });

        using var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "chat", "Hi", streamed: true));
        var stopping = bench.DisposeAsync().AsTask();
        var (text, wasCut) = await ReadAsync(response);
        await stopping;

        Assert.False(wasCut, text);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    /// <summary>Once in a run; as often as <c>ROUTEGEN_RESTARTS</c> says.</summary>
    [Fact]
    public async Task Fifty_streams_run_on_whenever_the_host_stops()
    {
        var restarts = int.TryParse(
            Environment.GetEnvironmentVariable("ROUTEGEN_RESTARTS"), CultureInfo.InvariantCulture, out var asked) ? asked : 1;
        for (var i = 0; i < restarts; i++)
        {
            var bench = await GatewayBench.StartAsync();
            bench.Providers.On("gpt").Always(new SimulatedReply
            {
                Pieces = [.. Enumerable.Repeat("some words ", 20)],
                TokenDelay = TimeSpan.FromMilliseconds(20),
            });
            var began = 0;
            var streams = Enumerable.Range(0, 50).Select(async _ =>
            {
                using var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "chat", "Hi", streamed: true));
                Interlocked.Increment(ref began);
                return await ReadAsync(response);
            }).ToArray();
            await bench.UntilAsync(() => Volatile.Read(ref began) == streams.Length);
            await bench.DisposeAsync();

            Assert.All(await Task.WhenAll(streams), static s =>
            {
                Assert.False(s.WasCut, s.Text);
                Assert.EndsWith("data: [DONE]\n\n", s.Text, StringComparison.Ordinal);
            });
        }
    }

    private static async Task<(string Text, bool WasCut)> ReadAsync(HttpResponseMessage response)
    {
        var text = new StringWriter();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var buffer = new char[4096];
        try
        {
            for (var read = await reader.ReadAsync(buffer); read > 0; read = await reader.ReadAsync(buffer))
            {
                text.Write(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is HttpIOException or IOException or HttpRequestException)
        {
            return (text.ToString(), true);
        }

        return (text.ToString(), false);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Requests { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 120)
            {
                Requests.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
