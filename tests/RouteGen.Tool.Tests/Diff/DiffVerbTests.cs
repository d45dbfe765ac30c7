using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using NJsonSchema;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Diff;

/// <summary>What is compared with what, how it is written, and how the program ends.</summary>
public sealed class DiffVerbTests : IDisposable
{
    private const string Table = """
        {
          "table": "DeskRoutes",
          "models": { "m": { "contextWindow": 8000, "maxOutput": 1000, "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 2 } } },
          "providers": { "one": { "kind": "openai", "apiKeyEnv": "ONE_KEY" }, "two": { "kind": "groq", "apiKeyEnv": "TWO_KEY" } },
          "targets": { "a": { "provider": "one", "model": "m" }, "b": { "provider": "two", "model": "m" } },
          "routes": {
            "ask": { "chain": ["a", "b"], "limits": { "attempts": 4, "inputTokens": 1000, "outputTokens": 100 } },
            "tell": { "chain": ["b", "a"], "limits": { "attempts": 4, "inputTokens": 1000, "outputTokens": 100 } }
          }
        }
        """;

    private readonly ToolRun _tool = new();

    [Fact]
    public async Task A_changed_table_is_compared_with_what_was_committed()
    {
        Initialize();
        _tool.Write("app/routes.json", Table);
        Git("add", ".");
        Git("commit", "-q", "-m", "one");
        _tool.Write("app/routes.json", Table.Replace("\"inputTokens\": 1000", "\"inputTokens\": 500", StringComparison.Ordinal));

        var result = await _tool.RunAsync("diff", "--table", "app");

        Assert.Equal((ExitCode.Ok, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith("DeskRoutes: HEAD (", result.Output, StringComparison.Ordinal);
        Assert.Contains("error   route ask   limits.inputTokens: 1,000 → 500  [input-limit-lowered]\n", result.Output,
            StringComparison.Ordinal);
        Assert.Contains("error   route tell  limits.inputTokens: 1,000 → 500  [input-limit-lowered]\n", result.Output,
            StringComparison.Ordinal);
        Assert.Equal(result, await _tool.RunAsync("diff", "--table", "app"));
    }

    [Fact]
    public async Task A_committed_branch_is_compared_with_where_it_left_the_default_branch()
    {
        Commit(Table);
        Git("checkout", "-q", "-b", "change");
        Commit(Table.Replace("\"chain\": [\"b\", \"a\"]", "\"chain\": [\"b\"]", StringComparison.Ordinal));
        Git("checkout", "-q", "main");

        // What happens on the default branch since is not this branch's.
        Commit(Table.Replace("\"inputTokens\": 1000", "\"inputTokens\": 10", StringComparison.Ordinal));
        Git("checkout", "-q", "change");

        var result = await _tool.RunAsync("diff");
        var ofHead = await _tool.RunAsync("diff", "main", "--head", "change");

        Assert.StartsWith("DeskRoutes: merge base with main (", result.Output, StringComparison.Ordinal);
        Assert.Contains("[chain-target-removed]", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("inputTokens", result.Output, StringComparison.Ordinal);
        Assert.Contains("[input-limit-raised]", ofHead.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shared_models_are_of_the_same_commit()
    {
        const string Models = """{ "models": { "m": { "contextWindow": 8000, "maxOutput": 1000, "usdPerMTok": { "input": 1, "output": """
            + """2 } } } }""";
        var lines = Table.ReplaceLineEndings("\n").Split('\n');
        lines[2] = "  \"use\": [\"../shared/company.models.json\"],";
        Initialize();
        _tool.Write("shared/company.models.json", Models);
        _tool.Write("app/routes.json", string.Join('\n', lines));
        Git("add", ".");
        Git("commit", "-q", "-m", "one");
        _tool.Write("shared/company.models.json", Models.Replace("\"input\": 1", "\"input\": 3", StringComparison.Ordinal));

        var result = await _tool.RunAsync("diff", "--table", "app", "--detailed-exitcode");

        Assert.Equal((ExitCode.Changes, ""), (result.ExitCode, result.Errors));
        Assert.Contains("usdPerMTok: input 1 → 3 (+200 %)  [price-raised]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_shows_although_the_table_did_not_change()
    {
        var table = Table.ReplaceLineEndings("\n").Split('\n');
        table[2] = "  \"use\": [\"RouteGen.Catalog\"],";
        _tool.Write("routes.json", string.Join('\n', table));
        var old = """{ "models": { "m": { "contextWindow": 8000, "maxOutput": 1000, "usdPerMTok": { "input": 1, "output": 2 } } } }""";
        var now = _tool.Write("now.models.json", old.Replace("\"output\": 2", "\"output\": 1.5", StringComparison.Ordinal));
        _tool.Write("packages/routegen.catalog/1.2.0/models/RouteGen.Catalog.models.json", old);
        _tool.With("NUGET_PACKAGES", Path.Combine(_tool.Folder, "packages"));
        using (var package = ZipFile.Open(Path.Combine(_tool.Folder, "old.nupkg"), ZipArchiveMode.Create))
        using (var writer = new StreamWriter(package.CreateEntry("models/RouteGen.Catalog.models.json").Open()))
        {
            await writer.WriteAsync(old);
        }

        _tool.Write("old.models.json", old);
        string[][] bases = [["RouteGen.Catalog@1.2.0"], ["old.nupkg"], ["--base-catalog", "old.models.json"]];
        foreach (var line in bases)
        {
            var result = await _tool.RunAsync([.. (string[])["diff", .. line, "--catalog", now]]);

            Assert.Equal((ExitCode.Ok, ""), (result.ExitCode, result.Errors));
            Assert.Contains("output 2 → 1.5 (-25 %)  [price-lowered]", result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("knows no such commit", "nowhere")]
    [InlineData("knows no such commit", "--", "--output=x")]
    [InlineData("There is no 'routes.json' in empty", "empty")]
    [InlineData("cannot be used", "broken")]
    [InlineData("cannot be used", "broken.json")]
    [InlineData("not in NuGet's folder", "RouteGen.Catalog@9.9.9")]
    [InlineData("is not a package", "routes.nupkg")]
    [InlineData("does not use RouteGen.Catalog", "--base-catalog", "routes.json")]
    [InlineData("knows no such commit", "main", "--head", "nowhere")]
    public async Task What_cannot_be_compared_is_no_absence_of_changes(string message, params string[] args)
    {
        Initialize();
        _tool.Write("other.txt", "nothing");
        Git("add", ".");
        Git("commit", "-q", "-m", "empty");
        Git("tag", "empty");
        Commit("{ \"table\": ");
        Git("tag", "broken");
        Commit(Table);
        _tool.Write("broken.json", "{ \"table\": ");
        _tool.Write("routes.nupkg", "no archive");
        _tool.With("NUGET_PACKAGES", Path.Combine(_tool.Folder, "packages"));

        var result = await _tool.RunAsync(["diff", "--format", "markdown", .. args]);

        Assert.Equal((ExitCode.Fault, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_git_or_a_repository_it_says_so()
    {
        _tool.Write("routes.json", Table);
        var outside = await _tool.RunAsync("diff");
        _tool.With("PATH", Path.Combine(_tool.Folder, "nothing"));
        var without = await _tool.RunAsync("diff", "main");

        Assert.Equal((ExitCode.Fault, ExitCode.Fault), (outside.ExitCode, without.ExitCode));
        Assert.Contains("is not in a git repository", outside.Errors, StringComparison.Ordinal);
        Assert.Contains("git is not there", without.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    [InlineData("github")]
    [InlineData("sarif")]
    public async Task A_broken_head_is_its_findings(string format)
    {
        _tool.Write("old.json", Table);
        _tool.Write("routes.json", Table.Replace("\"b\", \"a\"", "\"b\", \"nobody\"", StringComparison.Ordinal));

        var result = await _tool.RunAsync("diff", "old.json", "--format", format);

        Assert.Equal((ExitCode.Findings, ""), (result.ExitCode, result.Errors));
        Assert.Contains("RG00", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no changes", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2, "--detailed-exitcode")]
    [InlineData(1, "--detailed-exitcode", "--fail-on", "note")]
    [InlineData(1, "--fail-on", "warning")]
    [InlineData(0, "--fail-on", "error")]
    [InlineData(2, "--fail-on", "error", "--detailed-exitcode")]
    public async Task The_exit_code_says_what_was_asked(int code, params string[] options)
    {
        _tool.Write("old.json", Table);
        _tool.Write("routes.json", Table.Replace("\"attempts\": 4", "\"attempts\": 3", StringComparison.Ordinal));

        Assert.Equal(code, (await _tool.RunAsync(["diff", "old.json", .. options])).ExitCode);
        Assert.Equal(0, (await _tool.RunAsync(["diff", "routes.json", .. options])).ExitCode);
    }

    [Fact]
    public async Task Json_is_exact_and_markdown_carries_its_tag()
    {
        _tool.Write("old.json", Table);
        _tool.Write("routes.json", Table.Replace("\"input\": 1,", "\"input\": 1.000001,", StringComparison.Ordinal)
            .Replace("\"tell\"", "\"tell|<b>\"", StringComparison.Ordinal));

        var json = JsonDocument.Parse((await _tool.RunAsync("diff", "old.json", "--format", "json")).Output).RootElement;
        foreach (var (file, part) in new[] { ("src/RouteGen.Tool/schema/findings.schema.json", json),
            ("src/RouteGen.Tool/schema/diff.schema.json", json.GetProperty("sections").GetProperty("diff")) })
        {
            var schema = await JsonSchema.FromFileAsync(Tests.Repository.File(file), TestContext.Current.CancellationToken);
            Assert.Empty(schema.Validate(part.GetRawText()));
        }

        var markdown = await _tool.RunAsync("diff", "old.json", "--format", "markdown", "-o", "comment.md");
        var same = await _tool.RunAsync("diff", "routes.json", "--format", "markdown");

        var ask = json.GetProperty("sections").GetProperty("diff").GetProperty("routes")[0];
        Assert.Equal(("ask", "0.0048"),
            (ask.GetProperty("name").GetString(), ask.GetProperty("before").GetProperty("worstUsd").GetRawText()));
        Assert.Equal("0.004800004", ask.GetProperty("after").GetProperty("worstUsd").GetRawText());
        Assert.Equal("", markdown.Output);
        var comment = await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "comment.md"), TestContext.Current.CancellationToken);
        Assert.StartsWith("<!-- routegen-diff:DeskRoutes -->\n### DeskRoutes: 1 error, ", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", comment, StringComparison.Ordinal);
        Assert.StartsWith("<!-- routegen-diff:DeskRoutes -->\n### DeskRoutes: no changes\n", same.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private void Commit(string table)
    {
        Initialize();
        _tool.Write("routes.json", table);
        Git("add", ".");
        Git("commit", "-q", "-m", "change");
    }

    private void Initialize()
    {
        if (!Directory.Exists(Path.Combine(_tool.Folder, ".git")))
        {
            Git("init", "-q", "-b", "main");
        }
    }

    private void Git(params string[] args)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = _tool.Folder, RedirectStandardError = true };
        string[] settings = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false", "-c",
            "core.autocrlf=false"];
        foreach (var argument in settings.Concat(args))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
