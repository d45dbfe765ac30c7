using System.Reflection;
using System.Text;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>The pages of rules, which the tool has with it: docs/rules.</summary>
internal static class RulePages
{
    /// <summary>The repository's address, without a slash at its end; empty until there is one.</summary>
    private static readonly string Repository = typeof(RulePages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static metadata => metadata.Key == "RouteGenRepository")?.Value ?? "";

    /// <summary>The text of a page; null where the kind of finding has none.</summary>
    public static string? Text(string id)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream($"docs/rules/{id}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The address of a page; null as long as the repository has none.</summary>
    public static string? Address(string id) => Repository.Length == 0 ? null : $"{Repository}/blob/main/docs/rules/{id}.md";

    /// <summary>The paragraphs under a heading of a page, such as <c>Cause</c>; null where there is none.</summary>
    public static string? Section(string page, string heading)
    {
        var lines = page.Split('\n').Select(static l => l.TrimEnd('\r'))
            .SkipWhile(l => l != $"## {heading}").Skip(1)
            .TakeWhile(static l => !l.StartsWith("## ", StringComparison.Ordinal));
        var text = string.Join(' ', lines.Where(static l => l.Length > 0));
        return text.Length == 0 ? null : text;
    }
}
