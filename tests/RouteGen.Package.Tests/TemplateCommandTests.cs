using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>
/// "Templates" of docs/getting-started.md and the README of the package to the letter, where their readers stand: beside the application
/// that the page has made.
/// </summary>
public sealed partial class TemplateCommandTests(PackedFeed feed) : IDisposable
{
    private const string Page = "docs/getting-started.md";
    private const string Readme = "src/RouteGen.Templates/README.md";

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-templates-").FullName;

    [Fact]
    public async Task The_commands_of_the_page_make_tests_that_pass()
    {
        await MakeApplicationAsync();

        var commands = Block().Match(SectionOf(Page, "Templates")).Groups[1].Value;
        Assert.Contains("dotnet test", commands, StringComparison.Ordinal);
        var output = await ScriptAsync(Path.Combine(_folder, "SupportApp"), commands);

        Assert.Matches(@"Passed!\s+- Failed:\s+0, Passed:\s+[1-9]", output);
    }

    [Fact]
    public async Task Each_command_of_their_lists_makes_what_it_says_and_explains_itself()
    {
        await MakeApplicationAsync();
        var listed = Command().Matches(SectionOf(Page, "Templates")).Select(m => m.Groups[1].Value).ToArray();
        var readme = Block().Match(await ReadAsync(Readme)).Groups[1].Value;
        Assert.Equal(3, listed.Length);
        Assert.All(listed, command => Assert.Contains(command, readme, StringComparison.Ordinal));

        // A folder of a project is where the first of them belongs; it is beside the others that the second and the third stand.
        var project = Directory.CreateDirectory(Path.Combine(_folder, "Desk")).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "Desk.csproj"), "<Project />", TestContext.Current.CancellationToken);
        await ScriptAsync(project, $"cp {_folder}/SupportApp/nuget.config {_folder}\n{readme}");
        var help = await ScriptAsync(project, string.Join('\n', listed.Select(c => $"{string.Join(' ', c.Split(' ')[..3])} --help")));
        await ScriptAsync(project, $"{listed[0]} --provider ollama --force");

        var table = await File.ReadAllTextAsync(Path.Combine(project, "routes.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"table\": \"DeskRoutes\"", table, StringComparison.Ordinal);
        Assert.Contains("\"ollama\"", table, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(project, "Gateway", "Gateway.csproj")));
        Assert.True(File.Exists(Path.Combine(project, "SupportApp.Tests", "SupportApp.Tests.csproj")));
        Assert.All(["--provider", "--app", "--table", "--test-framework"], o => Assert.Contains(o, help, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The application as the page's sections before have made it.</summary>
    private async Task MakeApplicationAsync()
    {
        await feed.PutBesidePageAsync(_folder);
        var project = Block().Matches(SectionOf(Page, "Create the project")).Select(m => m.Groups[1].Value).Last();
        await ScriptAsync(_folder, project);
        var app = Path.Combine(_folder, "SupportApp");
        await File.WriteAllTextAsync(Path.Combine(app, "routes.json"), CodeOf("Write the table"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(app, "Program.cs"), CodeOf("Call a route"), TestContext.Current.CancellationToken);
    }

    private static string CodeOf(string section) => Code().Match(SectionOf(Page, section)).Groups[1].Value;

    private static string SectionOf(string page, string title)
    {
        var text = File.ReadAllText(Path.Combine(PackedFeed.Repository, page)).ReplaceLineEndings("\n");
        var at = text.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        Assert.True(at >= 0, $"{page} has no section {title}.");
        var end = text.IndexOf("\n## ", at + 1, StringComparison.Ordinal);
        return end < 0 ? text[at..] : text[at..end];
    }

    private static async Task<string> ReadAsync(string page) =>
        (await File.ReadAllTextAsync(Path.Combine(PackedFeed.Repository, page), TestContext.Current.CancellationToken))
            .ReplaceLineEndings("\n");

    /// <summary>Runs commands as a shell does; templates are installed for this test alone.</summary>
    private async Task<string> ScriptAsync(string folder, string commands)
    {
        var script = Path.Combine(_folder, "page.sh");
        await File.WriteAllTextAsync(
            script,
            $$"""
            set -e
            dotnet() { if [ "$1" = new ]; then command dotnet "$@" --debug:custom-hive "{{_folder}}/hive"; else command dotnet "$@"; fi; }
            {{commands}}
            """,
            TestContext.Current.CancellationToken);
        using var process = System.Diagnostics.Process.Start(DotnetCli.Start("bash", folder, feed.Variables, script))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);
        return await output;
    }

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^```(?:jsonc|csharp)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    // A row of the section's list begins with its command.
    [GeneratedRegex(@"^\| `(dotnet new [^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Command();
}
