using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using RouteGen.Hosting;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests;

/// <summary>A redirect is not followed; record, log and exception name its status and its host, and the chain goes on at once.</summary>
public sealed class Redirects
{
    private const string WholeReply =
        """{"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":""" +
        """{"role":"assistant","content":"stolen"},"finish_reason":"stop"}]}""";

    public static TheoryData<int, Dialect> EveryStatus
    {
        get
        {
            var rows = new TheoryData<int, Dialect>();
            foreach (var dialect in Adapters.Dialects)
            {
                foreach (var status in (int[])[301, 302, 303, 307, 308])
                {
                    rows.Add(status, dialect);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public async Task Status_and_host_are_named_and_the_target_is_asked_once(int status, Dialect dialect)
    {
        // With a body that would do for a reply.
        await using var server = new RawServer(
            Reply(status, "Location: https://user:pass@other.example:8443/v1/chat?key=in-the-query\r\n", WholeReply));
        foreach (var streamed in new[] { false, true })
        {
            var log = new LogLines();
            await using var stand = await StartAsync(dialect, server.Endpoint, log);
            var before = server.Requests;
            var call = await stand.AskAsync(streamed);
            var attempt = call.Record.Attempts[0];

            Assert.Null(call.Exception);
            Assert.Equal((1, 2), (server.Requests - before, call.Record.Attempts.Count));
            Assert.Single(stand.Backup.Requests);
            Assert.Equal((status, "redirect to other.example:8443 not followed"), (attempt.StatusCode, attempt.Detail));
            Assert.Contains(
                log.All, l => l.Text.Contains($"HTTP {status}, redirect to other.example:8443 not followed", StringComparison.Ordinal));
            Assert.Contains("\"detail\":\"redirect to other.example:8443 not followed\"", call.Record.ToJson(), StringComparison.Ordinal);
            Assert.All(
                [.. log.All.Select(l => l.Text), call.Record.ToJson()],
                text => Assert.All(
                    (string[])["user:pass", "in-the-query", "/v1/chat"],
                    word => Assert.DoesNotContain(word, text, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("Location: /elsewhere?secret=1\r\n", "redirect to {asked} not followed")]
    [InlineData("Location: elsewhere\r\n", "redirect to {asked} not followed")]
    [InlineData("Location: //other.example/x\r\n", "redirect to other.example not followed")]
    [InlineData("Location: http://OTHER.example\r\nLocation: http://third.example\r\n", "redirect to other.example not followed")]
    [InlineData("Location: http://[2001:db8::1]:81/x\r\n", "redirect to [2001:db8::1]:81 not followed")]
    [InlineData("Location: http://b\u00fccher.example/\r\n", null)]
    [InlineData("", "redirect without a usable Location")]
    [InlineData("Location: \r\n", "redirect without a usable Location")]
    [InlineData("Location: http://\r\n", "redirect without a usable Location")]
    [InlineData("Location: http://two words.example/\r\n", "redirect without a usable Location")]
    [InlineData("Location: javascript:alert(1)\r\n", "redirect without a usable Location")]
    [InlineData("Location: file:///etc/passwd\r\n", "redirect without a usable Location")]
    [InlineData("Location: https://canary-key-4711.other.example/\r\n", "redirect without a usable Location")]
    [InlineData("Location: https://LONG.example/\r\n", "redirect without a usable Location")]
    public async Task Whatever_stands_in_Location_what_is_named_is_a_short_host(string location, string? detail)
    {
        location = location.Replace("LONG", string.Join('.', Enumerable.Repeat(new string('a', 60), 4)), StringComparison.Ordinal);
        await using var server = new RawServer(Reply(307, location, ""));
        await using var stand = await StartAsync(Dialect.Compatible, server.Endpoint, new());
        var call = await stand.AskAsync(streamed: false);
        var said = call.Record.Attempts[0].Detail!;

        Assert.Equal(307, call.Record.Attempts[0].StatusCode);
        Assert.InRange(said.Length, 1, 160);
        Assert.All(said, c => Assert.InRange(c, ' ', '~'));
        if (detail is not null)
        {
            Assert.Equal(detail.Replace("{asked}", new Uri(server.Endpoint).Authority, StringComparison.Ordinal), said);
        }
    }

    [Fact]
    public async Task A_chain_of_redirects_alone_fails_with_a_message_that_names_them()
    {
        await using var server = new RawServer(Reply(308, "Location: https://other.example/\r\n", ""));
        var log = new LogLines();
        await using var stand = await StartAsync(Dialect.OpenAI, server.Endpoint, log);
        stand.BackupScript.Always(Testing.SimulatedReply.Failing(Testing.SimulatedFailure.InvalidApiKey));
        var call = await stand.AskAsync(streamed: true);

        Assert.Contains("HTTP 308, redirect to other.example not followed", call.Exception!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_of_the_applications_own_follows_none_either(bool wrapped)
    {
        await using var elsewhere = new RawServer(Reply(200, "", WholeReply));
        await using var server = new RawServer(Reply(307, $"Location: {elsewhere.Endpoint}/chat/completions\r\n", ""));

        // Behind RouteGen's own, as where the application configures the client after the table.
        await using var stand = await StartAsync(
            Dialect.Compatible, server.Endpoint, new(), services => services.PostConfigure<HttpClientFactoryOptions>(
                RouteHttpClients.GetName("WireTable", Dialect.Compatible.ToString()),
                options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler =
                    wrapped ? new Passing { InnerHandler = new SocketsHttpHandler() } : new HttpClientHandler())));
        var call = await stand.AskAsync(streamed: false);

        Assert.Equal((307, 0), (call.Record.Attempts[0].StatusCode, elsewhere.Requests));
    }

    private static string Reply(int status, string headers, string body) =>
        $"HTTP/1.1 {status} Moved\r\n{headers}Content-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n" +
        $"\r\n{body}";

    private static Task<Stand> StartAsync(Dialect dialect, string endpoint, LogLines log, Action<IServiceCollection>? more = null) =>
        Stand.StartAsync(
            dialect,
            services =>
            {
                services.AddLogging(b => b.AddProvider(log));
                more?.Invoke(services);
            },
            primary: endpoint);

    private sealed class Passing : DelegatingHandler;
}
