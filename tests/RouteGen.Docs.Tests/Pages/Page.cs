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

    public static string Repository { get; } = FindRepository();

    /// <summary>README.md and all below docs.</summary>
    public static IEnumerable<Page> All() =>
        Directory.EnumerateFiles(Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetRelativePath(Repository, path).Replace('\\', '/')))
            .Prepend(Read("README.md"));

    public static Page Read(string name) => new(name, File.ReadAllText(Path.Combine(Repository, name)));

    /// <summary>The blocks below a heading of the second level.</summary>
    public IReadOnlyList<CodeBlock> BlocksUnder(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Name} has no heading '## {heading}'.");
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return CodeBlock.In(end < 0 ? Text[start..] : Text[start..end]);
    }

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
