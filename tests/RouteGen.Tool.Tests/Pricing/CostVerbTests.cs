using System.Text.Json;
using RouteGen.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Pricing;

public sealed class CostVerbTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public CostVerbTests() => _tool.Write("routes.json", ViewTable.Json);

    [Fact]
    public async Task A_request_is_priced_exactly_on_every_target()
    {
        var targets = Rows(await JsonAsync("cost", "--input", "1,200", "--output", "300", "--cached", "800", "--reasoning", "100"),
            "targets");

        // 400 fresh, 800 cached, 300 out, by hand.
        Assert.Equal(((400 * 0.25m) + (800 * 0.025m) + (300 * 2m)) / 1_000_000m, Usd(targets["mini"]));
        Assert.Equal(((400 * 1m) + (800 * 0.1m) + (300 * 5m)) / 1_000_000m, Usd(targets["haiku"]));
        Assert.Equal(((400 * 2.5m) + (800 * 0.25m) + (300 * 15m)) / 1_000_000m, Usd(targets["gpt"]));

        // At worst all of it is written to a cache for an hour.
        Assert.Equal(((1200 * 2m) + (300 * 5m)) / 1_000_000m, targets["haiku"].GetProperty("worstUsdPerCall").GetDecimal());
        Assert.Equal(1000 * Usd(targets["mini"]), targets["mini"].GetProperty("usdPer1000").GetDecimal());
        Assert.Equal(["mini", "mini-eu"],
            targets.Where(static t => t.Value.GetProperty("cheapest").GetBoolean()).Select(static t => t.Key));
    }

    [Fact]
    public async Task Unknown_is_never_0()
    {
        var targets = Rows(await JsonAsync("cost", "--input", "1000", "--output", "10"), "targets");
        var text = await RunAsync("cost", "--input", "1000", "--output", "10");
        var csv = await RunAsync("cost", "--input", "1000", "--output", "10", "--format", "csv");

        Assert.Equal(JsonValueKind.Null, targets["small"].GetProperty("usdPerCall").ValueKind);
        Assert.Equal(JsonValueKind.Null, targets["small"].GetProperty("worstUsdPerCall").ValueKind);
        Assert.Matches(@"small +mistral +mistral-small +unknown +unknown +unknown +no price", text);
        Assert.Contains("\n,target,small,,mistral,mistral-small,true,false,,,,,,,no price\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_threshold_a_window_a_service_tier_and_a_day_count()
    {
        var large = Rows(await JsonAsync("cost", "--input", "300k", "--output", "100"), "targets");
        var flex = Rows(await JsonAsync("cost", "--input", "1000", "--output", "100", "--tier", "flex"), "targets");
        var later = Rows(await JsonAsync("cost", "--input", "1000", "--output", "0", "--at", "2027-01-01"), "targets");

        Assert.Equal(((300_000 * 5m) + (100 * 22.5m)) / 1_000_000m, Usd(large["gpt"]));
        Assert.Contains("rates above 272,000", large["gpt"].GetProperty("notes").EnumerateArray().Select(static n => n.GetString()));
        Assert.False(large["mini"].GetProperty("fits").GetBoolean());
        Assert.Equal(JsonValueKind.Null, large["mini"].GetProperty("usdPerCall").ValueKind);
        Assert.Equal(((1000 * 1.25m) + (100 * 7.5m)) / 1_000_000m, Usd(flex["gpt"]));
        Assert.Equal(1000 * 0.5m / 1_000_000m, Usd(later["mini"]));
    }

    [Fact]
    public async Task A_route_costs_what_the_target_costs_that_serves_it()
    {
        var routes = Rows(await JsonAsync("cost", "--input", "10k", "--output", "1000"), "routes");
        var (mini, haiku, gpt) = (((10_000 * 0.25m) + 2000m) / 1_000_000m, ((10_000 * 1m) + 5000m) / 1_000_000m,
            ((10_000 * 2.5m) + 15_000m) / 1_000_000m);

        Assert.Equal((mini, "mini"), (Usd(routes["summarize"]), routes["summarize"].GetProperty("serves").GetString()));
        Assert.Equal(((75 * haiku) + (25 * mini)) / 100, Usd(routes["desk"]));
        Assert.Equal("haiku 75 %, mini-eu 25 %", routes["desk"].GetProperty("serves").GetString());

        // small has no price, so it comes last.
        Assert.Equal((mini, "mini"), (Usd(routes["cheap"]), routes["cheap"].GetProperty("serves").GetString()));

        // Two attempts at each of two targets, at most: at the rates that they have at worst.
        Assert.Equal(2 * ((((10_000 * 2m) + 5000m) / 1_000_000m) + mini), routes["desk"].GetProperty("worstUsdPerCall").GetDecimal());
        Assert.Equal(JsonValueKind.Null, routes["cheap"].GetProperty("worstUsdPerCall").ValueKind);
        Assert.True(gpt > mini);
    }

    [Fact]
    public async Task A_request_that_is_too_large_goes_where_on_leads()
    {
        // mini takes 272,000; what does not fit there goes to gpt at once.
        _tool.Write("routes.json", ViewTable.Json.Replace("\"inputTokens\": 250000", "\"inputTokens\": 900000", StringComparison.Ordinal));

        var routes = Rows(await JsonAsync("cost", "--input", "300k", "--output", "100"), "routes");

        Assert.Equal("gpt", routes["summarize"].GetProperty("serves").GetString());
        Assert.Contains("limits.inputTokens is 20,000", routes["desk"].GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.False(routes["desk"].GetProperty("fits").GetBoolean());
    }

    [Fact]
    public async Task A_gateways_share_breaks_even_with_a_fixed_price()
    {
        var report = await JsonAsync("cost", "--input", "1000", "--output", "100", "--markup", "5.5%", "--fixed", "49", "--calls", "2k");
        var gpt = Rows(report, "targets")["gpt"];
        const decimal Cost = ((1000 * 2.5m) + (100 * 15m)) / 1_000_000m;

        Assert.Equal(Cost * 1.055m, gpt.GetProperty("usdPerCallWithMarkup").GetDecimal());
        Assert.Equal(2000 * Cost, gpt.GetProperty("usdPerMonth").GetDecimal());
        var calls = gpt.GetProperty("breakEvenCallsPerMonth").GetInt64();
        Assert.True(calls * Cost * 0.055m >= 49 && (calls - 1) * Cost * 0.055m < 49);
        Assert.Contains("from $890.91 of direct cost a month on", await RunAsync("cost", "--markup", "0.055", "--fixed", "49"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prompt.txt", "Hello there, how are you today?", "mini", "prompt")]
    [InlineData("chat.json", """{ "model": "x", "messages": [{ "role": "user", "content": "Hello there, how are you today?" }],"""
        + """ "max_tokens": 20 }""", "mini", "chat completions")]
    [InlineData("msg.json", """{ "model": "x", "system": "Be brief.", "max_tokens": 20, "messages": [{ "role": "user", "content":"""
        + """ "Hello there" }] }""", "mini", "messages")]
    [InlineData("blocks.json", """{ "model": "x", "max_tokens": 20, "messages": [{ "role": "user", "content": [{ "type": "image","""
        + """ "source": { "type": "url", "url": "https://example.com/a.png" } }] }] }""", "mini", "messages")]
    [InlineData("resp.json", """{ "model": "x", "input": "Hello there", "tools": [{ "type": "function", "name": "f", "parameters": """
        + """{ "type": "object" } }] }""", "mini", "responses")]
    [InlineData("embed.json", """{ "model": "text-embedding-3-small", "input": ["Hello there", "And more"] }""", "embed", "embeddings")]
    [InlineData("brace.txt", "{not json} messages", "mini", "prompt")]
    public async Task A_files_tokens_are_estimated_as_at_run_time(string file, string text, string target, string form)
    {
        _tool.Write(file, text);

        var report = await JsonAsync("cost", "--file", file, "--output", "10");
        var source = report.GetProperty("source");

        Assert.InRange(source.GetProperty("input").GetInt64(), 3, 4000);
        Assert.True(Usd(Rows(report, "targets")[target]) > 0);
        Assert.Contains($"{file} ({form}): about", await RunAsync("cost", "--file", file), StringComparison.Ordinal);
        Assert.Equal(target == "embed" ? ["embed"] : ["cheap", "desk", "end", "summarize"],
            Rows(report, "routes").Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_prompt_may_come_from_standard_input()
    {
        _tool.Input = "Hello there, how are you today?";
        _tool.Write("prompt.txt", _tool.Input);

        Assert.Equal(
            await RunAsync("cost", "--file", "prompt.txt", "--format", "csv"), await RunAsync("cost", "--file", "-", "--format", "csv"));
    }

    [Fact]
    public async Task What_a_request_needs_decides_who_serves()
    {
        _tool.Write("vision.json", """{ "messages": [{ "role": "user", "content": [{ "type": "image_url", "image_url": { "url": "https:"""
            + """//example.com/a.png" } }] }] }""");

        var small = Rows(await JsonAsync("cost", "--file", "vision.json"), "targets")["small"];

        Assert.False(small.GetProperty("fits").GetBoolean());
        Assert.Equal("lacks vision", small.GetProperty("notes")[0].GetString());
    }

    [Fact]
    public async Task A_months_mix_is_priced_on_every_target_and_as_it_went()
    {
        await OctoberSpend.WriteAsync(_tool);

        var section = (await JsonAsync("cost", "--spend", "spend.db")).GetProperty("sections").EnumerateArray().Single();
        var paid = section.GetProperty("paid");
        var targets = Rows(section, "targets", isSection: true);

        // Served: one of 1,000 + 100 at mini, two of 2,000 + 200 at haiku; before one of the latter mini failed, billed for 2,000.
        decimal MiniOf(int input, int output) => ((input * 0.25m) + (output * 2m)) / 1_000_000m;
        decimal HaikuOf(int input, int output) => ((input * 1m) + (output * 5m)) / 1_000_000m;
        Assert.Equal(MiniOf(1000, 100) + (2 * MiniOf(2000, 200)), targets["mini"].GetProperty("usdPerMonth").GetDecimal());
        Assert.Equal(HaikuOf(1000, 100) + (2 * HaikuOf(2000, 200)), targets["haiku"].GetProperty("usdPerMonth").GetDecimal());
        Assert.Equal(MiniOf(1000, 100) + MiniOf(2000, 0) + (2 * HaikuOf(2000, 200)), paid.GetProperty("repricedUsd").GetDecimal());
        Assert.Equal(4m, paid.GetProperty("usd").GetDecimal());
        Assert.Equal((5, 2, 1, 4), (paid.GetProperty("attempts").GetInt32(), paid.GetProperty("failedAttempts").GetInt32(),
            paid.GetProperty("unservedCalls").GetInt32(), section.GetProperty("callsPerMonth").GetInt32()));
        var route = Rows(section, "routes", isSection: true)["summarize"];
        Assert.Equal(("mini", MiniOf(1000, 100) + (2 * MiniOf(2000, 200))),
            (route.GetProperty("serves").GetString(), route.GetProperty("usdPerMonth").GetDecimal()));
        Assert.Contains("2026-10: 4 calls, $4.00 paid", await RunAsync("cost", "--spend", "spend.db"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the parts of the input come to 800", "cost", "--input", "100", "--cached", "800")]
    [InlineData("is not a count", "cost", "--input", "many")]
    [InlineData("is not a count", "cost", "--input", "1.5")]
    [InlineData("is not a count", "cost", "--input", "-5")]
    [InlineData("is not a share", "cost", "--markup", "much")]
    [InlineData("is more than all of it", "cost", "--markup", "55")]
    [InlineData("state the share as well", "cost", "--fixed", "49")]
    [InlineData("--month is the month of a spend store", "cost", "--month", "2026-10")]
    [InlineData("goes with neither", "cost", "--spend", "spend.db", "--input", "5")]
    [InlineData("only --output and --calls go with --file", "cost", "--file", "routes.json", "--input", "5")]
    [InlineData("is not a month", "cost", "--spend", "spend.db", "--month", "October")]
    [InlineData("has no calls of DemoRoutes in 2026-09", "cost", "--spend", "spend.db", "--month", "2026-09")]
    [InlineData("There is no file 'none.db'", "cost", "--spend", "none.db")]
    [InlineData("'planet'", "cost", "--sort", "planet")]
    public async Task A_wrong_question_ends_with_64(string message, params string[] args)
    {
        await OctoberSpend.WriteAsync(_tool);
        _tool.HasErrorScreen = true;

        var result = await _tool.RunAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("has no spend", "cost", "--spend", "records.db")]
    [InlineData("none.txt", "cost", "--file", "none.txt")]
    [InlineData("looks like a request", "cost", "--file", "bad.json")]
    public async Task What_cannot_be_read_ends_with_70(string message, params string[] args)
    {
        _tool.Write("bad.json", """{ "messages": 5 }""");
        using (new SqliteRecordStore(Path.Combine(_tool.Folder, "records.db")))
        {
            // A store of another kind.
        }

        _tool.HasErrorScreen = true;

        var result = await _tool.RunAsync(args);

        Assert.Equal((ExitCode.Fault, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_are_plain_in_a_pipe_and_rows_sorted_as_asked()
    {
        var text = await RunAsync("cost", "--input", "1000", "--output", "100", "--sort", "name");

        Assert.DoesNotContain('█', text);
        Assert.Matches(@"gpt .*####################", text);
        string[] names = ["embed", "gpt", "haiku", "haiku-or", "mini", "mini-eu", "small"];
        Assert.Equal(names.Order(StringComparer.Ordinal), names.OrderBy(name => text.IndexOf($"\n  {name} ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_format_says_the_same_each_time()
    {
        foreach (var format in (string[])["text", "json", "csv", "markdown"])
        {
            var first = await RunAsync("cost", "--input", "1000", "--format", format);
            Assert.Equal(first, await RunAsync("cost", "--input", "1000", "--format", format));
            Assert.Equal("", await RunAsync("cost", "--input", "1000", "--format", format, "-o", "result"));
            Assert.Equal(first.ReplaceLineEndings("\n"),
                await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "result"), TestContext.Current.CancellationToken));
        }

        Assert.Contains("| **mini** | openai | gpt-5-mini | $0.00025 |", await RunAsync("cost", "--input", "1000", "--format", "markdown"),
            StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private static Dictionary<string, JsonElement> Rows(JsonElement report, string kind, bool isSection = false) =>
        (isSection ? report : report.GetProperty("sections")[0]).GetProperty(kind).EnumerateArray()
            .ToDictionary(static r => r.GetProperty("name").GetString()!, StringComparer.Ordinal);

    private static decimal Usd(JsonElement row) => row.GetProperty("usdPerCall").GetDecimal();

    private async Task<string> RunAsync(params string[] args)
    {
        var result = await _tool.RunAsync(args);
        Assert.True(result.ExitCode == ExitCode.Ok, result.Errors);
        return result.Output;
    }

    private async Task<JsonElement> JsonAsync(params string[] args) =>
        JsonDocument.Parse(await RunAsync([.. args, "--format", "json"])).RootElement;
}
