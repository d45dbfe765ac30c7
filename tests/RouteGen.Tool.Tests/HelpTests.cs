using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests;

/// <summary>What help and documents say can be typed.</summary>
public sealed partial class HelpTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public static TheoryData<string> EveryVerb => [.. Verbs(CommandLine.Create(Host), "").Select(static v => v.Path)];

    private static ToolHost Host { get; } = new() { Out = TextWriter.Null, Error = TextWriter.Null, Folder = "/" };

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task Every_verb_has_help_with_examples_that_can_be_typed(string path)
    {
        var help = await _tool.RunAsync([.. path.Split(' '), "--help"]);
        var verb = (Verb)Verbs(CommandLine.Create(Host), "").Single(v => v.Path == path).Command;

        Assert.Equal((ExitCode.Ok, ""), (help.ExitCode, help.Errors));
        Assert.StartsWith("Description:", help.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\[default: [A-Z]", help.Output);
        Assert.All(verb.Options, static o => Assert.False(string.IsNullOrEmpty(o.Description), o.Name));
        if (verb.Subcommands.Count == 0)
        {
            Assert.NotEmpty(verb.Examples);
        }

        foreach (var example in verb.Examples)
        {
            Assert.StartsWith($"routegen {path}", example.Line, StringComparison.Ordinal);
            Assert.Contains(example.Line, help.Output, StringComparison.Ordinal);
            AssertTypable(example.Line, path);
        }
    }

    [Fact]
    public void Every_line_of_the_documents_can_be_typed()
    {
        var root = Root();
        var lines = Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "src"), "README.md", SearchOption.AllDirectories))
            .Append(Path.Combine(root, "README.md"))
            .SelectMany(static file => Fence().Matches(File.ReadAllText(file))
                .SelectMany(static block => Continued().Replace(block.Groups[1].Value, " ").Split('\n'))
                .Select(line => (File: Path.GetFileName(file), Line: line.Trim())))
            .Where(static l => Line().IsMatch(l.Line))
            .ToArray();

        // There are many: a pattern that finds none would prove nothing.
        Assert.True(lines.Length > 20, $"{lines.Length} lines");
        Assert.All(lines, static l => AssertTypable(Line().Match(l.Line).Groups[1].Value, l.File));
    }

    public void Dispose() => _tool.Dispose();

    private static void AssertTypable(string line, string where)
    {
        // What a shell would take off: what is piped on, and comments.
        var typed = Comment().Replace(line, "").Split(" | ")[0].Split(" > ")[0];
        string[] args = [.. CommandLineParser.SplitCommandLine(typed).Skip(1)];
        var result = CommandLine.Create(Host).Parse(args);
        Assert.True(result.Errors.Count == 0, $"{where}: {line}: {string.Join(" ", result.Errors.Select(static e => e.Message))}");
    }

    private static IEnumerable<(string Path, Command Command)> Verbs(Command command, string path) =>
        command.Subcommands.SelectMany(c => Verbs(c, $"{path} {c.Name}".Trim()).Prepend(($"{path} {c.Name}".Trim(), c)));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^```(?:bash|sh|shell|console|text|yaml|powershell)?\s*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^(?:\$ |- run: |run: )?(?:dotnet (?:tool run )?)?(routegen (?!\[|.*<).*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"\s+#.*$")]
    private static partial Regex Comment();
}
