using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RouteGen.Costs;
using RouteGen.Records;
using RouteGen.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Calls;

public sealed class CallVerbTests : IDisposable
{
    private const string First = "019ac3f27d4e7c3a9f1b2c3d4e5f6071";
    private const string Second = "019ac3f2aaaa7c3a9f1b2c3d4e5f6071";
    private const string Key = "rk-never-shown-0123456789";

    private readonly ToolRun _tool = new();

    [Fact]
    public async Task A_call_is_a_waterfall_of_its_attempts()
    {
        await FillAsync();

        var text = await RunAsync("call", First, "--records", "records.db");

        Assert.Contains($"{First} · served by haiku · summarize of DemoRoutes · 2026-11-28 10:00:00.000Z", text, StringComparison.Ordinal);
        Assert.Contains("took 2 s · first token after 1.2 s · 3 attempts · $0.00123 (computed) · $0.001 of it by free credit · 50 ms in "
            + "no attempt", text,
            StringComparison.Ordinal);
        var rows = text.Split('\n').Where(static l => l.Contains("mini", StringComparison.Ordinal)
            || l.Contains("haiku  ", StringComparison.Ordinal)).ToArray();
        Assert.Matches(@"1 +mini +x{9} {27,} 0 ms +500 ms +503 overloaded +\$0", rows[0]);
        Assert.Matches(@"2 +mini {14}\.{4}x{7} {16,} 700 ms +400 ms +408 timeout +about 900 in, 0 out +\$0.0001", rows[1]);
        Assert.Matches(
            @"3 +haiku {24}-{2}#{13} +1.1 s +850 ms +200 served +1,200 in, 300 out \(800 cached\) +"
                + @"\$0.00113 \(\$0.001 by credit\)", rows[2]);
        Assert.Contains("  2: after a wait of 200 ms; key 2", text, StringComparison.Ordinal);
        Assert.Contains("gpt was not asked: circuitOpen", text, StringComparison.Ordinal);
        Assert.Matches(@"tenant +acme\s", text);
        Assert.Matches(@"finish +stop\s", text);
    }

    [Fact]
    public async Task As_json_it_is_the_record_with_offsets()
    {
        await FillAsync();

        var record = JsonDocument.Parse(await RunAsync("call", First, "--records", "records.db", "--format", "json")).RootElement;

        Assert.Equal(First, record.GetProperty("id").GetString());
        Assert.Equal([0, 700, 1100],
            record.GetProperty("attempts").EnumerateArray().Select(static a => a.GetProperty("offsetMs").GetInt32()));
        Assert.Equal(0.00123m, record.GetProperty("costUsd").GetDecimal());
    }

    [Theory]
    [InlineData("019ac3f27")]
    [InlineData("019AC3F2-7D4E-7C3A-9F1B-2C3D4E5F6071")]
    [InlineData("019ac3f2-7d4e")]
    [InlineData("chatcmpl-019ac3f27d4e7c3a9f1b2c3d4e5f6071")]
    [InlineData("msg_019ac3f27d4e7c3a9f1b2c3d4e5f6071")]
    public async Task An_id_is_found_however_it_was_copied(string id)
    {
        await FillAsync();

        Assert.StartsWith(First, await RunAsync("call", id, "--records", "records.db"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Several calls begin with '019ac3f2': 019ac3f27d4e7c3a9f1b2c3d4e5f6071", "019ac3f2")]
    [InlineData("Did you mean '019ac3f27d4e7c3a9f1b2c3d4e5f6071'?", "019ac3f27d4e7c3a9f1b2c3d4e5f6077")]
    [InlineData("Did you mean '019ac3f27d4e7c3a9f1b2c3d4e5f6071'?", "019ac3f72d")]
    [InlineData("Beside it are 019ac3f2aaaa7c3a9f1b2c3d4e5f6071; the latest is 019ac3f2aaaa7c3a9f1b2c3d4e5f6071", "ffffffffff")]
    [InlineData("32 hexadecimal digits", "'; DROP TABLE routegen_record; --")]
    [InlineData("32 hexadecimal digits", "xyz")]
    public async Task A_miss_names_what_is_near(string message, string id)
    {
        await FillAsync();
        _tool.HasErrorScreen = true;

        var result = await _tool.RunAsync("call", id, "--records", "records.db");

        Assert.Equal((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "There is no file 'none.db'", "--records", "none.db")]
    [InlineData(ExitCode.Fault, "cannot be read", "--records", "text.db")]
    [InlineData(ExitCode.Usage, "Say where the records are")]
    [InlineData(ExitCode.Usage, "use one of them", "--records", "a.db", "--url", "http://localhost:1")]
    [InlineData(ExitCode.Usage, "takes the address of an endpoint", "--url", "ftp://localhost")]
    [InlineData(ExitCode.Usage, "The variable NO_SUCH is not set", "--url", "http://localhost:1", "--key-env", "NO_SUCH")]
    [InlineData(ExitCode.Fault, "cannot be reached", "--url", "http://127.0.0.1:1")]
    public async Task Where_there_is_nothing_it_says_what_to_do(int code, string message, params string[] args)
    {
        _tool.Write("text.db", "This is not a database, whatever its name says. " + new string('x', 200));
        _tool.HasErrorScreen = true;

        var result = await _tool.RunAsync(["call", First, .. args]);

        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_tool.Folder, "none.db")));
    }

    [Theory]
    [InlineData("", "key-a", ExitCode.Ok, "served by haiku")]
    [InlineData("/v1/", "key-a", ExitCode.Ok, "served by haiku")]
    [InlineData("", "key-b", ExitCode.Fault, "does not accept the key in GATEWAY_KEY")]
    [InlineData("", "key-c", ExitCode.Usage, "shows no call")]
    [InlineData("", "key-d", ExitCode.Fault, "answered 302")]
    [InlineData("", "key-e", ExitCode.Fault, "is not the record of a call")]
    public async Task An_endpoint_shows_a_call_to_its_key(string path, string kind, int code, string message)
    {
        await using var server = await StartAsync(kind);
        _tool.With("GATEWAY_KEY", Key).HasErrorScreen = true;

        var result = await _tool.RunAsync("call", First, "--url", server.Urls.Single() + path, "--key-env", "GATEWAY_KEY");

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(message, result.Output + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_of_a_record_do_not_reach_the_screen()
    {
        var json = Record(First).ToJson().Replace("\"acme\"", "\"a\\u001b[31mcme\\u202e[bold]\"", StringComparison.Ordinal);
        using (var store = new SqliteRecordStore(Path.Combine(_tool.Folder, "records.db")))
        {
            await store.AddAsync([new StoredRecord
            {
                Id = First, StartedAt = Record(First).StartedAt, Table = "DemoRoutes", Route = "summarize", Outcome = RouteOutcome.Served,
                    Json = json,
            }], TestContext.Current.CancellationToken);
        }

        var text = await RunAsync("call", First, "--records", "records.db");

        Assert.Contains("a?[31mcme?[bold]", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    public void Dispose() => _tool.Dispose();

    private static async Task<WebApplication> StartAsync(string kind)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapGet("/v1/records/{id}", (HttpContext http, string id) => (kind, http.Request.Headers.Authorization.ToString()) switch
        {
            ("key-a", "Bearer " + Key) => Results.Text(Record(id).ToJson(), "application/json"),
            ("key-c", _) => Results.NotFound(),
            ("key-d", _) => Results.Redirect("http://example.com/"),
            ("key-e", _) => Results.Text("""{ "object": "list" }"""),
            _ => Results.Unauthorized(),
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    private static RouteRecord Record(string id) => new()
    {
        Id = id,
        StartedAt = new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero),
        Table = "DemoRoutes",
        TableHash = "abc",
        Route = "summarize",
        Outcome = RouteOutcome.Served,
        ServedBy = "haiku",
        FallbackReason = Fault.Timeout,
        Latency = TimeSpan.FromMilliseconds(2000),
        TimeToFirstToken = TimeSpan.FromMilliseconds(1200),
        Streamed = true,
        Caller = new RouteCaller { Tenant = "acme" },
        CostBucket = "summarize",
        CostUsd = 0.00123m,
        CostSource = CostSource.Computed,
        FinishReason = "stop",
        Attempts =
        [
            new() { Target = "mini", Provider = "openai", Model = "gpt-5-mini", Deployment = "gpt-5-mini", Fault = Fault.Overloaded,
                StatusCode = 503,
                Latency = TimeSpan.FromMilliseconds(500), CostUsd = 0m, CostSource = CostSource.Computed },
            new() { Target = "mini", Provider = "openai", Model = "gpt-5-mini", Deployment = "gpt-5-mini", Fault = Fault.Timeout,
                StatusCode = 408,
                Delay = TimeSpan.FromMilliseconds(200), Latency = TimeSpan.FromMilliseconds(400), Credential = 2,
                EstimatedUsage = new TokenUsage { Input = 900 }, CostUsd = 0.0001m, CostSource = CostSource.Estimated },
            new() { Target = "haiku", Provider = "anthropic", Model = "claude-haiku-4-5", Deployment = "claude-haiku-4-5", StatusCode = 200,
                Latency = TimeSpan.FromMilliseconds(850), TimeToFirstToken = TimeSpan.FromMilliseconds(100),
                Usage = new TokenUsage { Input = 1200, CachedInput = 800, Output = 300, Requests = 1 }, CostUsd = 0.00113m,
                    CreditUsd = 0.001m,
                CostSource = CostSource.Computed },
        ],
        Skipped = [new SkippedTarget("gpt", SkipReason.CircuitOpen)],
    };

    private async Task FillAsync()
    {
        using var store = new SqliteRecordStore(Path.Combine(_tool.Folder, "records.db"));
        await store.AddAsync(
            [StoredRecord.FromRecord(Record(First)), StoredRecord.FromRecord(Record(Second))], TestContext.Current.CancellationToken);
    }

    private async Task<string> RunAsync(params string[] args)
    {
        var result = await _tool.RunAsync(args);
        Assert.True(result.ExitCode == ExitCode.Ok, result.Errors);
        return result.Output;
    }
}
