using System.Text.RegularExpressions;
using RouteGen.Model.Reading;

namespace RouteGen.Docs.Tests.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The word after the fence.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Line">The line of the opening fence within its text, from 1.</param>
internal sealed partial record CodeBlock(string Language, string Text, int Line)
{
    public bool IsJson => Language is "json" or "jsonc";

    /// <summary>Blocks that show a part of a file begin with a comment that says so.</summary>
    public bool IsExcerpt => Text.StartsWith("// excerpt", StringComparison.Ordinal);

    /// <summary>The file, named by a comment in the first line where it is not routes.json.</summary>
    public TextFile File
    {
        get
        {
            var name = FileComment().Match(Text);
            return new(name.Success ? "/app/" + name.Groups[1].Value : "/app/routes.json", Text);
        }
    }

    public static IReadOnlyList<CodeBlock> In(string text) =>
        [
            .. Fence().Matches(text)
                .Select(m => new CodeBlock(m.Groups[1].Value, m.Groups[2].Value, 1 + text.AsSpan(0, m.Index).Count('\n')))
        ];

    [GeneratedRegex(@"^```(\w*)[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^// (\S+\.json)\s*$", RegexOptions.Multiline)]
    private static partial Regex FileComment();
}
