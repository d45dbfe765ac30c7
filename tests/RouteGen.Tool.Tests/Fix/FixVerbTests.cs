using System.Diagnostics;
using System.Text;
using RouteGen.Model.Fixes;
using RouteGen.Tool.Terminal;
using RouteGen.Tool.Tests.Check;

namespace RouteGen.Tool.Tests.Fix;

public sealed class FixVerbTests : IDisposable
{
    private const string Once = ", \"limits\": { \"attempts\": 1 }, \"retry\": { \"maxRetries\": 0 }";

    private readonly ToolRun _tool = ToolRun.InTheCatalogsMonth();

    /// <summary>A table with something for every fix; what it becomes stands beside it.</summary>
    private static string Table(
        string chain = "\"t\", \"u\"",
        string more = "",
        string price = "{ \"input\": 1, \"cachedInput\": 0.1, \"output\": 5 }",
        string providers = "",
        string mini = "{ }") => $$"""
        // The table of a test.
        {
          "table": "FixedRoutes",
          "models": {
            "m": { "usdPerMTok": {{price}} }, /* ours */
            "gpt-5-mini": {{mini}} // theirs
          },
          "providers": { "p": { "kind": "openai" }, "q": { "kind": "anthropic" }{{providers}} },
          "targets": {
            "t": { "provider": "p", "model": "m" }, // first
            "u": { "provider": "q", "model": "m" },
            "v": { "provider": "p", "model": "gpt-5-mini" }
          },
          "routes": {
            "good": { "chain": ["v", "u"], "timeouts": { "attempt": "1s" } },
            "r": { "chain": [{{chain}}], "timeouts": { "attempt": "1s" }{{more}} }
          }
        }

        """;

    private static readonly string Priced = Table(mini: MiniPrice());

    [Theory]
    [InlineData("\"t\", \"ru\"", "\"t\", \"u\"", "", "", "RG0007 of route r: Change to 'u'")]
    [InlineData("\"t\", \"u\"", "\"t\", \"u\"", ", \"suppress\": { \"RG1001\": \"was alone\" }", "",
        "RG1022 of route r: Remove the suppression")]
    [InlineData("\"t\", \"u\"", "\"t\", \"u\"", ", \"aliases\": [\"r\"]", "", "RG1025 of route r: Remove the alias")]
    [InlineData("\"t\", \"u\"", "\"t\", \"u\"", ", \"abuot\": \"x\"", ", \"about\": \"x\"", "RG0002 of route r: Change to 'about'")]
    public async Task What_is_certain_is_fixed(string chain, string fixedChain, string more, string fixedMore, string told)
    {
        var path = _tool.Write("routes.json", Table(chain, more, mini: MiniPrice()));

        var result = await _tool.RunAsync("fix", "routes.json");

        Assert.Equal(Table(fixedChain, fixedMore, mini: MiniPrice()),
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(new(ExitCode.Ok, $"routes.json: fixed {told}\n1 fixed, 0 left.\n", ""), result);
    }

    [Fact]
    public async Task A_price_that_is_missing_is_written()
    {
        var path = _tool.Write("routes.json", Table());

        await _tool.RunAsync("fix");

        Assert.Equal(Priced, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_comes_up_behind_a_fix_is_fixed_too()
    {
        // The target first, then the model that no target uses any more, then the provider.
        var path = _tool.Write("routes.json", Priced
            .Replace("    \"v\": {", "    \"w\": { \"provider\": \"s\", \"model\": \"n\" },\n    \"v\": {", StringComparison.Ordinal)
            .Replace("    \"m\": {", "    \"n\": { },\n    \"m\": {", StringComparison.Ordinal)
            .Replace("\"providers\": {", "\"providers\": { \"s\": { \"kind\": \"groq\" },", StringComparison.Ordinal));

        var result = await _tool.RunAsync("fix");

        Assert.Equal(Priced, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.EndsWith("3 fixed, 0 left.\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RG1001", "\"t\"", "\"t\", \"u\"", "", "Add 'u' to the chain")]
    [InlineData("RG1004", "\"t\", \"u\"", "\"t\"", Once, "Remove from the chain")]
    public async Task What_a_person_has_to_choose_is_offered_and_done_where_it_is_named(
        string rule, string chain, string fixedChain, string more, string title)
    {
        var before = Table(chain, more, mini: MiniPrice());
        var path = _tool.Write("routes.json", before);

        var offered = await _tool.RunAsync("fix");
        var unchanged = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var chosen = await _tool.RunAsync("fix", "--rule", rule.ToLowerInvariant());

        Assert.Equal(before, unchanged);
        Assert.Equal(
            $"routes.json: can fix {rule} of route r: {title} (choose it by --rule {rule})\n" +
            "0 fixed, 1 left, 1 of them to choose. What they are: routegen check\n",
            offered.Output);
        Assert.Equal(Table(fixedChain, more, mini: MiniPrice()), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Ok, chosen.ExitCode);
    }

    [Fact]
    public async Task A_rule_that_is_named_is_the_only_one_that_is_fixed()
    {
        var path = _tool.Write("routes.json", Table(more: ", \"aliases\": [\"r\"]"));

        await _tool.RunAsync("fix", "--rule", "RG1025");

        Assert.Equal(Table(), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_price_that_is_far_off_is_replaced_where_that_is_asked_for()
    {
        var path = _tool.Write("routes.json", Table(mini: "{ \"usdPerMTok\": { \"input\": 250000, \"output\": 2 } }"));

        var offered = await _tool.RunAsync("fix");
        await _tool.RunAsync("fix", "--rule", "RG1016");

        Assert.Contains("RG1016 of model gpt-5-mini", offered.Output, StringComparison.Ordinal);
        Assert.Equal(Priced, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_fix_that_would_do_harm_is_not_made()
    {
        // The misspelt property's right name is there already: two of a name would be the next error.
        var before = Table(more: ", \"chains\": [\"t\"]", mini: MiniPrice());
        var path = _tool.Write("routes.json", before);

        var result = await _tool.RunAsync("fix");

        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal((ExitCode.Findings, "0 fixed, 1 left. What they are: routegen check\n"), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("utf-8", true, "\r\n")]
    [InlineData("utf-8", false, "\r\n")]
    [InlineData("utf-16", true, "\n")]
    [InlineData("utf-16BE", true, "\r")]
    public async Task Line_ends_and_encoding_stay(string encoding, bool hasMark, string lineEnd)
    {
        var path = Path.Combine(_tool.Folder, "routes.json");
        var coding = Encoding.GetEncoding(encoding);
        byte[] Bytes(string text) => [.. hasMark ? coding.GetPreamble() : [], .. coding.GetBytes(text.ReplaceLineEndings(lineEnd))];
        await File.WriteAllBytesAsync(path, Bytes(Table("\"t\", \"ru\"") + "// ü"), TestContext.Current.CancellationToken);

        await _tool.RunAsync("fix");

        Assert.Equal(Bytes(Priced + "// ü"), await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_not_utf8_is_left_as_it_is()
    {
        var path = Path.Combine(_tool.Folder, "routes.json");
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Table()), (byte)'/', (byte)'/', 0xE4, (byte)'\n'];
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var result = await _tool.RunAsync("fix");

        Assert.Equal(ExitCode.Fault, result.ExitCode);
        Assert.Contains("is not utf-8", result.Errors, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(_tool.Folder));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_dry_run_is_a_diff_that_git_applies_and_changes_nothing(string lineEnd)
    {
        var before = Table("\"t\", \"ru\"", ", \"aliases\": [\"r\"]").ReplaceLineEndings(lineEnd).TrimEnd();
        var path = _tool.Write("sub/routes.json", before);

        var dry = await _tool.RunAsync("fix", "sub", "--dry-run");
        var untouched = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await GitApplyAsync(dry.Output);
        var applied = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        _tool.Write("sub/routes.json", before);
        await _tool.RunAsync("fix", "sub");

        Assert.Equal(before, untouched);
        Assert.StartsWith("--- a/sub/routes.json\n+++ b/sub/routes.json\n@@ -", dry.Output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), applied);
        Assert.NotEqual(before, applied);
        Assert.Contains("would fix RG1025", dry.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_becomes_standard_output()
    {
        _tool.Input = Table("\"t\", \"ru\"");

        var result = await _tool.RunAsync("fix", "-");

        Assert.Equal(Priced, result.Output);
        Assert.Contains("RG0007", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shared_models_are_changed_with_their_folder_and_not_because_a_table_uses_them()
    {
        var models = _tool.Write("company.models.json", """{ "models": { "gpt-5-mini": { } } }""");
        _tool.Write("App/App.csproj", "<Project />");
        _tool.Write("App/routes.json", Table().Replace(
            "\"models\": {", "\"use\": [\"../company.models.json\"], \"models\": {", StringComparison.Ordinal)
            .Replace(", /* ours */\n    \"gpt-5-mini\": { }", "", StringComparison.Ordinal));
        _tool.Write("All.slnx", "<Solution><Project Path=\"App/App.csproj\" /></Solution>");

        await _tool.RunAsync("fix", "App/routes.json");
        var alone = await File.ReadAllTextAsync(models, TestContext.Current.CancellationToken);
        await _tool.RunAsync("fix", "All.slnx");

        Assert.Equal("""{ "models": { "gpt-5-mini": { } } }""", alone);
        Assert.Contains("\"usdPerMTok\"", await File.ReadAllTextAsync(models, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_without_a_fix_is_a_wrong_command_line()
    {
        _tool.Write("routes.json", Table());

        var result = await _tool.RunAsync("fix", "--rule", "RG1017");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.All(TableFixes.All.SelectMany(static f => f.Rules), rule =>
            Assert.Contains(rule.Id, result.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_run_changes_nothing_whatever_was_wrong()
    {
        var random = new Random(3);
        var changed = 0;
        for (var i = 0; i < 150; i++)
        {
            var before = SpoiltTables.Next(random);
            var path = _tool.Write("routes.json", before);
            _tool.Write("all.models.json", SpoiltTables.Models);
            string[] rules = i % 2 == 0 ? []
                : ["--rule", "RG1001", "--rule", "RG1002", "--rule", "RG1003", "--rule", "RG1016", "--rule", "RG1008"];

            await _tool.RunAsync(["fix", "routes.json", .. rules]);
            var once = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            await _tool.RunAsync(["fix", "routes.json", .. rules]);

            Assert.Equal(once, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            changed += once == before ? 0 : 1;
        }

        Assert.InRange(changed, 40, 150);
    }

    public void Dispose() => _tool.Dispose();

    private static string MiniPrice() =>
        $"{{ \"usdPerMTok\": {RouteGen.Model.Checks.Prices.CatalogPrices.Find("gpt-5-mini")!.Text} }}";

    private async Task GitApplyAsync(string diff)
    {
        var file = _tool.Write("fix.diff", diff);
        using var git = Process.Start(
            new ProcessStartInfo("git", ["apply", file]) { WorkingDirectory = _tool.Folder, RedirectStandardError = true })!;
        var errors = await git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(git.ExitCode == 0, errors + diff);
    }
}
