using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;
using RouteGen.Testing;

namespace RouteGen.Package.Tests;

/// <summary>README.md's program of one file to the letter: it runs, and what is edited in its table is seen by the next run.</summary>
public sealed partial class FileQuickstartTests(PackedFeed feed)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_and_sees_edits_of_its_table()
    {
        var folder = Path.Combine(Path.GetDirectoryName(feed.Feed)!, "quickstart");
        Directory.CreateDirectory(folder);
        var (program, table) = (Path.Combine(folder, "app.cs"), Path.Combine(folder, "routes.json"));
        await File.WriteAllTextAsync(program, BlockOf("README.md", "csharp", "#:package"), Cancellation);
        await File.WriteAllTextAsync(table, BlockOf("README.md", "jsonc", "\"table\""), Cancellation);
        await using var providers = await TwoProviders.StartAsync();
        providers.OpenAI.OnAnyModel().Always(SimulatedReply.FromText("two lines"));
        providers.Anthropic.OnAnyModel().Always(SimulatedReply.FromText("two lines"));

        var first = await RunAsync(folder, providers);
        Assert.Matches(@"^two lines \(by GptMini, 0\.\d+ USD\)$", first);

        // The schema goes where the table names it, not only to the folder that the SDK keeps for the program.
        await EditAsync(table, "{\n", "{\n  \"$schema\": \"./obj/routes.schema.json\",\n");
        await EditAsync(table, "[\"gpt-mini\", \"haiku\"]", "[\"haiku\", \"gpt-mini\"]");
        Assert.Matches(@"^two lines \(by Haiku, 0\.\d+ USD\)$", await RunAsync(folder, providers));
        Assert.True(File.Exists(Path.Combine(folder, "obj", "routes.schema.json")));

        // Two directives of the page, and the SDK itself sees what changes: without a change nothing is built.
        await EditAsync(program, "#:package", BlockOf("docs/getting-started.md", "csharp", "#:include") + "#:package");
        await RunAsync(folder, providers);
        Assert.Contains("No need to build", await RunAsync(folder, providers, verbose: true), StringComparison.Ordinal);
        await EditAsync(table, "[\"haiku\", \"gpt-mini\"]", "[\"gpt-mini\", \"haiku\"]");
        Assert.Contains("two lines (by GptMini, ", await RunAsync(folder, providers), StringComparison.Ordinal);
    }

    private static async Task EditAsync(string file, string old, string edited)
    {
        var text = await File.ReadAllTextAsync(file, Cancellation);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"There is no {old} in {text}");
        await File.WriteAllTextAsync(file, text[..at] + edited + text[(at + old.Length)..], Cancellation);
    }

    private static string BlockOf(string page, string language, string part) => Block()
        .Matches(File.ReadAllText(Path.Combine(PackedFeed.Repository, page)).ReplaceLineEndings("\n"))
        .First(block => block.Groups[1].Value == language
            && block.Groups[2].Value.Contains(part, StringComparison.Ordinal)).Groups[2].Value;

    private async Task<string> RunAsync(string folder, TwoProviders providers, bool verbose = false)
    {
        var variables = providers.Variables;
        variables["DOTNET_CLI_CONTEXT_VERBOSE"] = verbose ? "true" : "false";
        var (exitCode, output) = await feed.DotnetAsync(folder, variables, "run", "app.cs");
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
