using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>What never left the process costs nothing; what left and got no answer may have been worked on.</summary>
public sealed class Departures
{
    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_connection_that_does_not_come_about_costs_nothing(Dialect dialect, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect, primaryRefuses: true);
        AssertFree(Fault.ConnectionFailed, await stand.AskAsync(streamed));
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_host_that_does_not_exist_costs_nothing(Dialect dialect, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect, primary: "http://no-such-host.invalid/v1");
        AssertFree(null, await stand.AskAsync(streamed));
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_handshake_that_fails_costs_nothing(Dialect dialect, bool streamed)
    {
        // What answers is not a TLS.
        await using var server = new Peer(answers: "HTTP/1.1 400 Bad Request\r\n\r\n");
        await using var stand = await Stand.StartAsync(dialect, primary: $"https://127.0.0.1:{server.Port}/v1");
        AssertFree(Fault.ConnectionFailed, await stand.AskAsync(streamed));
    }

    [Theory]
    [InlineData(Dialect.OpenAI)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.Anthropic)]
    [InlineData(Dialect.Ollama)]
    public async Task A_handshake_that_hangs_until_the_attempt_runs_out_or_is_cancelled_costs_nothing(Dialect dialect)
    {
        foreach (var streamed in new[] { false, true })
        {
            await using var silent = new Peer(answers: null);
            await using var timed = await Stand.StartAsync(dialect, primary: $"https://127.0.0.1:{silent.Port}/v1", isTimed: true);
            AssertFree(Fault.Timeout, await timed.AskInVainAsync(SimulatedFailure.StallBeforeReply, streamed, silent.Asked));
        }

        await using var server = new Peer(answers: null);
        var records = new Records();
        await using var stand = await Stand.StartAsync(dialect, records.AddTo, primary: $"https://127.0.0.1:{server.Port}/v1");
        using var cancellation = new CancellationTokenSource();
        var call = stand.Route.GetResponseAsync("Good morning", cancellationToken: cancellation.Token);
        await server.Asked.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var attempt = Assert.Single((await records.NextAsync()).Attempts);
        Assert.Equal((Fault.Cancelled, 0m, CostSource.Computed), (attempt.Fault, attempt.CostUsd, attempt.CostSource));
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_request_that_fails_while_it_is_made_costs_nothing(Dialect dialect, bool streamed)
    {
        await using var stand = await Stand.StartAsync(dialect);
        var options = new ChatOptions { RawRepresentationFactory = _ => throw new InvalidOperationException("An option.") };
        var call = await stand.AskAsync(streamed, options: options);

        Assert.NotNull(call.Exception);
        Assert.Equal(0, stand.Hits);
        Assert.All(call.Record.Attempts, attempt => Assert.Equal((0m, null), (attempt.CostUsd, attempt.EstimatedUsage)));
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_request_that_left_and_got_no_answer_is_charged_its_input(Dialect dialect, bool streamed)
    {
        await using var server = new RawServer("");
        await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
        var call = await stand.AskAsync(streamed);

        var attempt = call.Record.Attempts[0];
        Assert.Equal((Fault.ConnectionFailed, CostSource.Estimated), (attempt.Fault, attempt.CostSource));
        Assert.Equal((call.Record.EstimatedInputTokens, 0), (attempt.EstimatedUsage!.Value.Input, attempt.EstimatedUsage.Value.Output));
        Assert.True(attempt.CostUsd > 0);
    }

    [Theory]
    [InlineData(Dialect.OpenAI)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.Anthropic)]
    [InlineData(Dialect.Ollama)]
    public async Task A_request_that_left_and_was_not_answered_in_time_is_charged_all_that_was_allowed(Dialect dialect)
    {
        await using var server = new Peer(answers: null);
        await using var stand = await Stand.StartAsync(dialect, primary: $"http://127.0.0.1:{server.Port}/v1", isTimed: true);
        var call = await stand.AskInVainAsync(SimulatedFailure.StallBeforeReply, streamed: false, server.Asked);

        var attempt = call.Record.Attempts[0];
        Assert.Equal((Fault.Timeout, CostSource.Estimated, 500L), (attempt.Fault, attempt.CostSource, attempt.EstimatedUsage?.Output));
    }

    private static void AssertFree(Fault? fault, CallView call)
    {
        Assert.Null(call.Exception);
        Assert.True(call.Record.Attempts.Count > 1);
        foreach (var attempt in call.Record.Attempts.SkipLast(1))
        {
            Assert.Equal(fault ?? attempt.Fault, attempt.Fault);
            Assert.Equal((0m, CostSource.Computed, null), (attempt.CostUsd, attempt.CostSource, attempt.EstimatedUsage));
        }
    }

    /// <summary>Takes connections, and says the same to each, or nothing at all.</summary>
    private sealed class Peer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<Socket> _silent = [];
        private readonly Task _serving;

        public Peer(string? answers)
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _serving = ServeAsync(answers is null ? null : System.Text.Encoding.ASCII.GetBytes(answers));
        }

        public int Port { get; }

        /// <summary>Completes once something has been said to it.</summary>
        public Task Asked => _asked.Task;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
            _silent.ForEach(static socket => socket.Dispose());
        }

        private async Task ServeAsync(byte[]? answer)
        {
            try
            {
                while (true)
                {
                    var socket = await _listener.AcceptSocketAsync();
                    _silent.Add(socket);
                    await socket.ReceiveAsync(new byte[4096]);
                    _asked.TrySetResult();
                    if (answer is not null)
                    {
                        await socket.SendAsync(answer);
                        socket.Dispose();
                    }
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
