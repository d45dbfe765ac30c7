using System.Text.RegularExpressions;

namespace RouteGen.Package.Tests.Running;

/// <summary>Projects with their table in its place, elsewhere, or nowhere, in three languages, built at once.</summary>
public sealed partial class BuiltShapes(PackedFeed feed) : IAsyncLifetime
{
    /// <summary>Where a copy of the table is in each project that has one.</summary>
    private static readonly string[] Places =
    [
        "Misplaced/config/routes.json", "Misplaced/old#2/routes.json", "AnyCase/Routes.json", "AnyCase/llm/table.jsonc",
        "FSharpTable/routes.json", "BasicTable/config/routes.json", "Shared/routes.json", "Multi/routes.json", "OldLanguage/routes.json",
    ];

    /// <summary>The folder of the projects.</summary>
    public string Root { get; private set; } = "";

    /// <summary>What the build printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Its findings as <c>error RG0020 OldLanguage</c>, each once.</summary>
    public IReadOnlyList<string> Findings =>
    [
        .. Finding().Matches(Output)
            .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {Project().Matches(m.Value).Last().Groups[1].Value}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Root = Path.Combine(feed.Checkout("shapes"), "Shapes");
        var table = await File.ReadAllTextAsync(Path.Combine(Root, "routes.json"));
        File.Delete(Path.Combine(Root, "routes.json"));
        foreach (var place in Places)
        {
            var path = Path.Combine(Root, place);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var isSecond = place.EndsWith("table.jsonc", StringComparison.Ordinal);
            await File.WriteAllTextAsync(
                path, isSecond ? table.Replace("SupportRoutes", "OtherRoutes").Replace("\"summarize\"", "\"digest\"") : table);
        }

        File.CreateSymbolicLink(Path.Combine(Root, "Dangling", "routes.json"), "nowhere.json");
        (_, Output) = await feed.DotnetAsync(Root, "build", "Shapes.slnx", "--nologo");
    }

    /// <summary>Runs a project that was built, with variables of the application's.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string project, Dictionary<string, string> variables) =>
        feed.DotnetAsync(Root, variables, Path.Combine(Root, project, "bin", "Debug", "net10.0", $"{project}.dll"));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [GeneratedRegex(@"^.*\b(error|warning) ([A-Z]+[0-9]+):.*$", RegexOptions.Multiline)]
    private static partial Regex Finding();

    [GeneratedRegex(@"(\w+)\.(?:cs|fs|vb)proj")]
    private static partial Regex Project();
}
