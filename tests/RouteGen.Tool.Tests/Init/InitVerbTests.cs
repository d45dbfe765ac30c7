using NJsonSchema;
using RouteGen.Model.Tables;
using RouteGen.Tool.Init;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Init;

public sealed class InitVerbTests : IDisposable
{
    private const string Secret = "sk-test-not-a-key-1234567890abcdefghijkl";

    private readonly ToolRun _tool = new();

    public static TheoryData<string> Kinds { get; } = [.. UsualModels.All.Select(static u => u.Kind)];

    [Fact]
    public void Every_kind_has_models_to_begin_with() => Assert.Equal(
        KnownKinds.All.Select(static k => k.Name).Where(static name => name != "openai-compatible").Order(StringComparer.Ordinal),
        UsualModels.All.Select(static u => u.Kind).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_kind_is_found_by_its_variable_and_its_table_has_no_finding(string kind)
    {
        Set(UsualModels.All.Single(u => u.Kind == kind));

        var result = await _tool.RunAsync("init");

        Assert.Equal(ExitCode.Ok, result.ExitCode);
        Assert.StartsWith($"Wrote routes.json for {kind}.\n", result.Output, StringComparison.Ordinal);
        await AssertCleanAsync();
    }

    [Fact]
    public async Task Whatever_keys_are_there_the_table_has_no_finding()
    {
        var random = new Random(5);
        var kinds = UsualModels.All;
        var subsets = Enumerable.Range(0, kinds.Count)
            .SelectMany(i => Enumerable.Range(i + 1, kinds.Count - i - 1).Select(j => new[] { kinds[i], kinds[j] }))
            .Concat(Enumerable.Range(0, 100).Select(_ => kinds.Where(_ => random.Next(3) == 0).ToArray()))
            .Append([.. kinds]).Where(static s => s.Length > 0);
        foreach (var subset in subsets)
        {
            await _tool.RunAsync(["init", "--force", .. subset.SelectMany(static u => new[] { "--provider", u.Kind })]);
            await AssertCleanAsync(string.Join(' ', subset.Select(static u => u.Kind)));
        }
    }

    [Fact]
    public async Task No_key_is_written_or_printed()
    {
        foreach (var usual in UsualModels.All)
        {
            Set(usual);
        }

        var result = await _tool.RunAsync("init");

        var text = await TableAsync();
        Assert.All(KnownKinds.All.Select(static k => k.KeyVariable).OfType<string>(), variable =>
            Assert.Contains(variable, text, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret[..12], text + result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_is_valid_by_the_schema_that_is_written_beside_it()
    {
        _tool.With("OPENAI_API_KEY", Secret).With("GOOGLE_API_KEY", Secret).With("OLLAMA_HOST", "127.0.0.1:11434");

        await _tool.RunAsync("init");

        var schema = await JsonSchema.FromFileAsync(Path.Combine(_tool.Folder, "routes.schema.json"),
            TestContext.Current.CancellationToken);
        var text = await TableAsync();
        using var json = System.Text.Json.JsonDocument.Parse(text, new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip });
        Assert.Empty(schema.Validate(json.RootElement.GetRawText().Replace("//", "/", StringComparison.Ordinal).Split('\n')
            .Where(static l => !l.TrimStart().StartsWith('/')).Aggregate(static (a, b) => a + "\n" + b)));
        Assert.Contains("\"apiKeyEnv\": \"GOOGLE_API_KEY\"", text, StringComparison.Ordinal);
        Assert.Contains("\"ollama\": { \"kind\": \"ollama\" }", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_it_says_so_and_writes_what_can_be_played()
    {
        var result = await _tool.RunAsync("init", "desk.routes.json");

        Assert.Contains("No provider's key is set", result.Output, StringComparison.Ordinal);
        Assert.Contains("  routegen serve desk.routes.json --simulated\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("Not set yet: OPENAI_API_KEY, ANTHROPIC_API_KEY.", result.Output, StringComparison.Ordinal);
        Assert.Equal("1 table, no findings.\n", (await _tool.RunAsync("check", "desk.routes.json", "--fail-on", "note")).Output);
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten_unless_that_is_asked_for()
    {
        var path = _tool.Write("routes.json", "{}");

        var refused = await _tool.RunAsync("init");
        var kept = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var forced = await _tool.RunAsync("init", "--force");

        Assert.Equal((ExitCode.Usage, "{}", ExitCode.Ok), (refused.ExitCode, kept, forced.ExitCode));
        Assert.Contains("--force", refused.Errors, StringComparison.Ordinal);
        await AssertCleanAsync();
    }

    [Fact]
    public async Task In_a_project_the_schema_is_the_builds_and_the_name_the_projects()
    {
        _tool.Write("Contoso.Desk.csproj", "<Project />");

        await _tool.RunAsync("init", "--provider", "openai", "--provider", "anthropic");

        var text = await TableAsync();
        Assert.Contains("\"$schema\": \"./obj/routes.schema.json\"", text, StringComparison.Ordinal);
        Assert.Contains("\"table\": \"DeskRoutes\"", text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_tool.Folder, "routes.schema.json")));
        await AssertCleanAsync();
    }

    [Fact]
    public async Task A_provider_that_there_is_not_is_a_wrong_command_line()
    {
        var result = await _tool.RunAsync("init", "--provider", "opneai");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(Directory.GetFiles(_tool.Folder));
    }

    public void Dispose() => _tool.Dispose();

    private void Set(UsualModels usual)
    {
        var kind = KnownKinds.Find(usual.Kind)!;
        _ = kind.KeyVariable is { } key ? _tool.With(key, Secret) : _tool.With(usual.Addresses[0], "http://127.0.0.1:30000/v1");
    }

    private Task<string> TableAsync() =>
        File.ReadAllTextAsync(Path.Combine(_tool.Folder, "routes.json"), TestContext.Current.CancellationToken);

    private async Task AssertCleanAsync(string providers = "")
    {
        var result = await _tool.RunAsync("check", "routes.json", "--fail-on", "note");
        Assert.True(result.ExitCode == ExitCode.Ok, $"{providers}: {result.Output}{await TableAsync()}");
    }
}
