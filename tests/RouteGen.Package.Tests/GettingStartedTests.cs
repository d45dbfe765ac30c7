using System.Text;
using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;
using RouteGen.Testing;

namespace RouteGen.Package.Tests;

/// <summary>
/// docs/getting-started.md to the letter: its commands and files in their order, in an empty folder, and what the page says they print.
/// Only the packing has been done before.
/// </summary>
public sealed partial class GettingStartedTests(PackedFeed feed) : IDisposable
{
    private const string Packing = "dotnet pack RouteGen.sln -o ../packages\ncd ..\n";
    private const string Answer = "A user has been unable to log in since this morning.\nThe cause is not known yet.";

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-started-").FullName;

    [Fact]
    public async Task The_page_can_be_followed_to_the_letter()
    {
        await feed.PutBesidePageAsync(_folder);
        await using var providers = await TwoProviders.StartAsync();
        Script(providers);

        var (script, expected) = Follow("docs/getting-started.md");
        script.Append(ReadmeSnippet());
        await File.WriteAllTextAsync(Path.Combine(_folder, "page.sh"), $"{script}", TestContext.Current.CancellationToken);
        var output = await RunAsync(providers.Addresses);

        var printed = output.Split("@@@\n")[1..];
        Assert.True(expected.Count >= 3, $"Only {expected.Count} outputs are shown.");
        Assert.All(expected, shown => Assert.Equal(shown.Text, printed[shown.Block].TrimEnd()));
        Assert.EndsWith("(by the first choice, 0.00014400 USD)", printed[^1].TrimEnd(), StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What both answer; the first refuses the key that the page says it refuses.</summary>
    private static void Script(TwoProviders providers)
    {
        var answer = SimulatedReply.FromText(Answer) with { Usage = new(24, 28) };
        providers.OpenAI.OnAnyModel().Always(request => request.Headers.Any(h => h.Value.Contains("not a key", StringComparison.Ordinal))
            ? SimulatedReply.Failing(SimulatedFailure.InvalidApiKey)
            : answer);
        providers.Anthropic.OnAnyModel().Always(answer);
    }

    /// <summary>One script of a page's commands and files, and what it says that commands print.</summary>
    private static (StringBuilder Script, List<(int Block, string Text)> Expected) Follow(string page)
    {
        var text = File.ReadAllText(Path.Combine(PackedFeed.Repository, page)).ReplaceLineEndings("\n");
        text = text[..text.IndexOf("\n## Streams", StringComparison.Ordinal)];
        var script = new StringBuilder("set -e\n");
        var expected = new List<(int, string)>();
        var blocks = 0;
        foreach (Match block in Block().Matches(text))
        {
            var (file, language, content) = (block.Groups[1].Value, block.Groups[2].Value, block.Groups[3].Value);
            if (language == "text")
            {
                expected.Add((blocks - 1, content.TrimEnd()));
                continue;
            }

            Assert.True(language == "bash" ? file.Length == 0 : file.Length > 0, $"Nobody can tell where this goes:\n{content}");
            script.Append("echo '@@@'\n");
            script.Append(content == Packing ? "" : language == "bash" ? content : Written(file, content));
            blocks++;
        }

        Assert.Contains(Packing, text, StringComparison.Ordinal);
        return (script, expected);
    }

    /// <summary>The README's table and call, in the same project; what its reader has already is around it.</summary>
    private static string ReadmeSnippet()
    {
        var text = File.ReadAllText(Path.Combine(PackedFeed.Repository, "README.md")).ReplaceLineEndings("\n");
        string First(string language) => Block().Matches(text).First(b => b.Groups[2].Value == language).Groups[3].Value;
        var usings = First("csharp").Split("\n\n", 2);
        return "echo '@@@'\n" + Written("routes.json", First("jsonc")) + Written("Program.cs", $"""
            using Microsoft.Extensions.DependencyInjection;
            {usings[0]}

            await using var services = new ServiceCollection().AddSupportRoutes().BuildServiceProvider();
            var routes = services.GetRequiredService<SupportRoutes>();
            var ticket = "a ticket";
            {usings[1]}
            """) + "dotnet run\n";
    }

    private static string Written(string file, string content) => $"cat > {file} <<'@@END@@'\n{content.TrimEnd()}\n@@END@@\n";

    private async Task<string> RunAsync(Dictionary<string, string> variables)
    {
        foreach (var (name, value) in feed.Variables)
        {
            variables[name] = value;
        }

        using var process = System.Diagnostics.Process.Start(DotnetCli.Start("bash", _folder, variables, "page.sh"))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);
        return await output;
    }

    // A file is named in code by the line above its block.
    [GeneratedRegex(@"(?:`([\w.]+\.\w+)`[^`\n]*\n\n)?^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
