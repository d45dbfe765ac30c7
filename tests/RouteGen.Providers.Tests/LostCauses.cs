using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Hosting;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests;

/// <summary>What fails below a client leaves its cause in record and log.</summary>
public sealed class LostCauses
{
    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_connection_that_is_refused_names_host_and_socket_error(Dialect dialect, bool streamed)
    {
        var log = new LogLines();
        await using var stand = await Stand.StartAsync(dialect, Logging(log), primaryRefuses: true);
        var call = await stand.AskAsync(streamed);
        var attempt = call.Record.Attempts[0];

        Assert.Equal((Fault.ConnectionFailed, $"ConnectionError, ConnectionRefused at {attempt.Host}"), (attempt.Fault, attempt.Detail));
        Assert.Contains(log.All, l => l.Id == 10 && l.Text.Contains($"ConnectionFailed ({attempt.Detail})", StringComparison.Ordinal));
        Assert.All(log.All, l => Assert.DoesNotContain("(null)", l.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_handler_of_the_applications_that_throws_is_named(Dialect dialect, bool streamed)
    {
        var log = new LogLines();
        await using var stand = await Stand.StartAsync(dialect, services =>
        {
            Logging(log)(services);
            services.AddHttpClient(RouteHttpClients.GetName("WireTable", dialect.ToString())).AddHttpMessageHandler(() => new Throwing());
        });
        var call = await stand.AskAsync(streamed);
        var attempt = call.Record.Attempts[0];

        Assert.Null(call.Exception);
        Assert.Contains(
            "RouteGen.Providers.Tests.LostCauses+OddException from RouteGen.Providers.Tests.LostCauses+Throwing.SendAsync",
            attempt.Detail,
            StringComparison.Ordinal);
        Assert.Contains(log.All, l => l.Id == 10 && l.Text.Contains(attempt.Detail!, StringComparison.Ordinal));
        Assert.All(
            [.. log.All.Select(l => l.Text), call.Record.ToJson()],
            text => Assert.DoesNotContain("Good morning", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_reply_that_cannot_be_read_names_what_could_not(Dialect dialect, bool streamed)
    {
        const string Body = "<html>Good morning</html>";
        await using var server = new RawServer(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}");
        var log = new LogLines();
        await using var stand = await Stand.StartAsync(dialect, Logging(log), primary: server.Endpoint);
        var call = await stand.AskAsync(streamed);
        var attempt = call.Record.Attempts[0];

        Assert.NotEqual(Fault.None, attempt.Fault);
        Assert.True(attempt.Detail is not null || attempt.Code is not null, $"{attempt.Fault}");
        Assert.All(
            [.. log.All.Select(l => l.Text), call.Record.ToJson()], text => Assert.DoesNotContain("html", text, StringComparison.Ordinal));
        Assert.All(log.All, l => Assert.DoesNotContain("(null)", l.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_clients_exception_is_inside_where_the_application_asks_for_it(bool streamed)
    {
        foreach (var asked in new[] { false, true })
        {
            await using var stand = await Stand.StartAsync(
                Dialect.OpenAI, services => services.Configure<RouteTableSettings>("WireTable", s => s.IncludeExceptions = asked));
            stand.PrimaryScript.Always(Testing.SimulatedReply.Failing(Testing.SimulatedFailure.InvalidRequest));
            var call = await stand.AskAsync(streamed);

            Assert.Equal(asked, call.Exception!.InnerException is HttpRequestException);
        }
    }

    private static Action<IServiceCollection> Logging(LogLines log) =>
        services => services.AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(log));

    private sealed class Throwing : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            throw new OddException("Good morning, and the key");
        }
    }

    private sealed class OddException(string message) : Exception(message);
}
