using System.Net;
using System.Text.Json;
using RouteGen.Keys;
using RouteGen.Sqlite;
using RouteGen.Tool.Serve;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Serve;

public sealed class ServeTests : IDisposable
{
    private readonly ToolRun _tool = new() { HasErrorScreen = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("can be reached from other machines, and there is no key", "--urls", "http://*:0")]
    [InlineData("--key takes a key of 16 to 200", "--key", "short")]
    [InlineData("--urls takes one or more addresses", "--urls", "https://127.0.0.1:0")]
    [InlineData("There is no target 'nobody'. Targets: mini, haiku.", "--fail", "nobody=overloaded")]
    [InlineData("There is no fault 'bored'.", "--fail", "mini=bored")]
    [InlineData("--fail takes <target>=<fault>", "--fail", "mini")]
    public async Task A_wrong_command_line_is_told_of_before_anything_listens(string message, params string[] args)
    {
        _tool.Write("routes.json", Tables.Desk());

        var result = await _tool.RunAsync(["serve", "--simulated", .. args]);

        Assert.Equal((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_a_build_would_fail_is_not_served()
    {
        _tool.Write("routes.json", Tables.Desk().Replace("\"mini\", \"haiku\"]", "\"mini\", \"hauki\"]", StringComparison.Ordinal));

        var result = await _tool.RunAsync("serve", "--simulated");

        Assert.Equal((ExitCode.Fault, ""), (result.ExitCode, result.Output));
        Assert.Contains("routes.json(", result.Errors, StringComparison.Ordinal);
        Assert.Contains("routegen check routes.json", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_line_of_json_says_where_and_with_which_key_and_the_end_is_0()
    {
        _tool.Write("routes.json", Tables.Desk());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var output = new SyncWriter();
        var run = CommandLine.RunAsync(
            ["serve", "--simulated", "--json", "--urls", "http://127.0.0.1:0", "--fail", "mini=overloaded"],
            new() { Out = output, Error = TextWriter.Null, Folder = _tool.Folder },
            stop.Token);
        await ServeBench.UntilAsync(() => run.IsCompleted || output.ToString().Contains('\n', StringComparison.Ordinal));

        var ready = JsonDocument.Parse(output.ToString().Split('\n')[0]).RootElement;
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", ready.GetProperty("key").GetString()) } };
        using var reply = await http.PostAsync(
            $"{ready.GetProperty("baseUrl").GetString()}/chat/completions",
            new StringContent(
                """{"model":"chat","messages":[{"role":"user","content":"Hi"}]}""", null, "application/json"),
            Cancellation);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("haiku", reply.Headers.GetValues("x-routegen-target").Single());
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Ok, await run);
    }

    [Fact]
    public async Task A_store_of_keys_decides_and_every_call_is_written_to_the_stores()
    {
        _tool.Write("routes.json", Tables.Desk());
        var token = GatewayKeyText.CreateToken("team");
        using (var keys = new SqliteGatewayKeyStore(Path.Combine(_tool.Folder, "keys.db")))
        {
            await keys.AddAsync(new() { Id = "team", Hash = GatewayKeyHash.Compute(token), Groups = [GatewayKey.EveryGroup] },
                Cancellation);
        }

        using var log = new SyncWriter();
        await using (var server = await ServeServer.StartAsync(
            new() { Out = TextWriter.Null, Error = log, Folder = _tool.Folder },
            new()
            {
                Table = ".",
                Urls = "http://*:0",
                IsSimulated = true,
                Keys = "keys.db",
                Spend = "spend.db",
                Records = "records.db",
                Ledger = "budgets.db",
            },
            cancellation: Cancellation))
        {
            Assert.Null(server.Keys.Key);
            using var http = new HttpClient();
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(http, server.Url)).StatusCode);
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(http, server.Url)).StatusCode);
        }

        Assert.Equal(["budgets.db", "keys.db", "records.db", "spend.db"],
            Directory.GetFiles(_tool.Folder, "*.db").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var spent = await _tool.RunAsync(
            "spend", Path.Combine(_tool.Folder, "spend.db"), "--from", "2020-01-01", "--to", "2100-01-01", "--by", "route");
        Assert.Contains("chat", spent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, log.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What serves alone needs an application's own part: its targets are skipped, and the others serve.</summary>
    [Fact]
    public async Task Providers_without_a_key_and_of_kind_custom_take_their_targets_out_and_nothing_else()
    {
        _tool.Write("routes.json", """
            {
              "table": "MixedRoutes", "about": "Mixed.",
              "providers": {
                "own": { "kind": "custom" },
                "groq": { "kind": "groq", "apiKeyEnv": "ROUTEGEN_TEST_NOT_SET" },
                "local": { "kind": "vllm", "endpoint": "http://127.0.0.1:9/v1" }
              },
              "models": { "m": { "contextWindow": 1000, "maxOutput": 100 } },
              "targets": {
                "a": { "provider": "own", "model": "m" },
                "b": { "provider": "groq", "model": "m" },
                "c": { "provider": "local", "model": "m" }
              },
              "routes": { "chat": { "about": "Chat.", "limits": { "outputTokens": 50 }, "chain": ["a", "b", "c"] } }
            }
            """);
        var options = new Tool.Serve.Hosting.ServeOptions { Table = "routes.json", Urls = "http://127.0.0.1:0", Key = "0123456789abcdef" };
        await using var server = await ServeServer.StartAsync(
            new() { Out = TextWriter.Null, Error = TextWriter.Null, Folder = _tool.Folder }, options, cancellation: Cancellation);

        var welcome = ServeWelcome.Write(server, options);
        Assert.Contains("own: of kind custom", welcome, StringComparison.Ordinal);
        Assert.Contains("ROUTEGEN_TEST_NOT_SET", welcome, StringComparison.Ordinal);
        Assert.Contains("local: calls are real", welcome, StringComparison.Ordinal);
        Assert.DoesNotContain(options.Key, welcome, StringComparison.Ordinal);

        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", options.Key) } };
        using var reply = await AskAsync(http, server.Url);
        Assert.Equal(HttpStatusCode.BadGateway, reply.StatusCode);
        Assert.Equal("a, b", reply.Headers.GetValues("x-routegen-skipped").Single());
    }

    public void Dispose() => _tool.Dispose();

    private static Task<HttpResponseMessage> AskAsync(HttpClient http, string url) => http.PostAsync(
        $"{url}/v1/chat/completions",
        new StringContent("""{"model":"chat","messages":[{"role":"user","content":"Hi"}]}""", null, "application/json"),
        Cancellation);
}
