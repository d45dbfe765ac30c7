namespace RouteGen.Docs.Tests.Pages;

/// <summary>A page of the documentation, found from the tests' own folder upwards.</summary>
internal sealed class Page
{
    private Page(string name, string text)
    {
        Name = name;
        Text = text.ReplaceLineEndings("\n");
        Blocks = CodeBlock.In(Text);
    }

    /// <summary>The path below the repository, with forward slashes.</summary>
    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>What links can name below this page: its headings, as GitHub writes them.</summary>
    public IReadOnlySet<string> Anchors => Prose.Lines(Text).Where(l => l.Kind == LineKind.Heading).Select(l => Anchor(l.Text)).ToHashSet();

    public static string Repository { get; } = FindRepository();

    /// <summary>README.md and all below docs.</summary>
    public static IEnumerable<Page> All() =>
        Directory.EnumerateFiles(Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetRelativePath(Repository, path).Replace('\\', '/')))
            .Prepend(Read("README.md"));

    /// <summary>Every page that a person reads: also the repository's own, and the READMEs of packages and samples.</summary>
    public static IEnumerable<Page> Everywhere() =>
        Directory.EnumerateFiles(Repository, "*.md")
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository, "src")).Select(folder => Path.Combine(folder, "README.md")))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository, "samples")).Select(folder => Path.Combine(folder, "README.md")))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetRelativePath(Repository, path).Replace('\\', '/')))
            .Where(page => page.Name != "README.md")
            .Concat(All());

    public static Page Read(string name) => new(name, File.ReadAllText(Path.Combine(Repository, name)));

    /// <summary>The table in the section of a block, if it has one.</summary>
    public string? TableAround(CodeBlock block)
    {
        var lines = Text.Split('\n');
        bool InSection(CodeBlock other) => !lines[Math.Min(other.Line, block.Line)..Math.Max(other.Line, block.Line)]
            .Any(l => l.StartsWith("## ", StringComparison.Ordinal));
        return Blocks.FirstOrDefault(b => b.IsJson && !b.IsExcerpt && b.Text.Contains("\"table\":", StringComparison.Ordinal)
            && InSection(b))?.Text;
    }

    /// <summary>The blocks below a heading of the second level.</summary>
    public IReadOnlyList<CodeBlock> BlocksUnder(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Name} has no heading '## {heading}'.");
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return CodeBlock.In(end < 0 ? Text[start..] : Text[start..end]);
    }

    private static string Anchor(string heading) => string.Concat(
        heading.TrimStart('#').Trim().ToLowerInvariant()
            .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
            .Select(c => c == ' ' ? '-' : c));

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests stand outside of the repository.");
    }
}
