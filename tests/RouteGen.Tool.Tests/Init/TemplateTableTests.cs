using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Init;

/// <summary>The tables of the templates for <c>dotnet new</c> are those that <c>routegen init</c> writes, but for name and day.</summary>
public sealed class TemplateTableTests : IDisposable
{
    /// <summary>Set to a folder, such as the repository's, to have the tables written into its templates.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    // What dotnet new replaces.
    private const string Project = "RouteGen1";
    private const string Day = "2000-01-01";

    private const string Folder = "src/RouteGen.Templates/templates";
    private static readonly string Tables = Repository.File(Folder + "/tables");

    private readonly ToolRun _tool = new();

    public static TheoryData<string> Choices =>
        [.. Directory.GetFiles(Tables, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task A_table_of_a_template_is_what_init_writes(string choice)
    {
        _tool.Write($"{Project}.csproj", "<Project />");
        var providers = choice == "openai-anthropic" ? choice.Split('-') : [choice];

        var result = await _tool.RunAsync(["init", .. providers.SelectMany(static p => new[] { "--provider", p })]);

        Assert.Equal(ExitCode.Ok, result.ExitCode);
        var written = (await ReadAsync(Path.Combine(_tool.Folder, "routes.json")))
            .Replace($"\"reviewed\": \"{_tool.Time.GetUtcNow():yyyy-MM-dd}\"", $"\"reviewed\": \"{Day}\"", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, Folder, "tables", choice + ".json"), written, TestContext.Current.CancellationToken);
        }

        Assert.True(
            written == await ReadAsync(Path.Combine(Tables, choice + ".json")),
            $"{Folder}/tables/{choice}.json is not what routegen init writes: set {ReceiveVariable} to the repository's folder, run " +
            $"again, and read the change.");
    }

    [Theory]
    [InlineData("routegen")]
    [InlineData("routegen-gateway")]
    public async Task Every_table_is_a_choice_of_a_template(string template)
    {
        using var json = System.Text.Json.JsonDocument.Parse(
            await ReadAsync(Repository.File($"{Folder}/{template}/.template.config/template.json")));

        Assert.Equal(
            Choices.Select(static row => row.Data),
            json.RootElement.GetProperty("symbols").GetProperty("provider").GetProperty("choices").EnumerateArray()
                .Select(static c => c.GetProperty("choice").GetString()!).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _tool.Dispose();

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
