using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

/// <summary>
/// Words that an earlier hand used and a native engineer does not. The glossary of CONTRIBUTING.md has those that stand for them.
/// </summary>
public sealed class OldWordsTests
{
    // Each with what to write instead. In front of letters a pattern is a whole word.
    private static readonly (string Word, string Instead)[] Words =
    [
        (@"\bdearest\b", "most expensive, or worst-case"),
        (@"\bdearer\b", "more expensive"),
        (@"\b(falls?|fell|falling) over\b", "fails over: what falls over has crashed"),
        (@"\bmend(s|ed|ing)?\b", "fix"),
        (@"\bswitched off\b", "disabled"),
        (@"\basked again\b", "retried"),
        (@"\btried again\b", "retried"),
        (@"\bledger of budgets\b", "budget ledger"),
        (@"\bhangs? on (one )?provider", "depends on"),
        (@"\bstands? here twice\b", "appears twice"),
        (@"\bstands twice\b", "appears twice"),
        (@"\bstanding in it\b", "listed"),
        (@"\bshould stand here\b", "is expected here"),
        (@"\bknown are\b", "the known ones are"),
        (@"\bmust be left out\b", "must be omitted"),
        (@"(?<!\b[Tt]here )\b(is|are) no (route|table|object|list|key|token|number|command)\b", "is not a"),
        (@"(?<!\b[Tt]here )\b(is|are) no (time|day|filter|setting|database|chat|embedding)\b", "is not a"),
        (@"\btargets? (is|are) left out\b", "is skipped"),
        (@"\bit is tried again\b", "it will be retried"),
        (@"\bleft out of (the|every|a) chain\b", "skipped"),
        (@"\b[lL]eftOut\w*\b", "Skipped, skipped"),
        (@"\b[tT]akenOut\b", "Disabled, disabled"),
    ];

    [Fact]
    public void Old_words_are_gone_from_code_and_pages()
    {
        var files = SourceFiles.OfCode(".cs", ".md", ".csproj", ".props", ".targets", ".json")
            .Concat(SourceFiles.Under("docs", ".md"))
            .Concat(["README.md", "CONTRIBUTING.md", "SECURITY.md", "routes.schema.json"])
            .Where(path => !IsOfOthers(path))
            .ToArray();
        var found = files.SelectMany(path => SourceFiles.LinesOf(path).SelectMany((line, index) => Words
            .Where(word => Regex.IsMatch(line, word.Word, RegexOptions.CultureInvariant))
            .Select(word => $"{path}:{index + 1} says '{Regex.Match(line, word.Word).Value}': write {word.Instead}")));

        Assert.True(files.Length > 600, $"Only {files.Length} files were looked at.");
        Assert.Empty(found);
    }

    // This list, the glossary that explains it, what providers write, and what restore writes.
    private static bool IsOfOthers(string path) => Path.GetFileName(path) is "OldWordsTests.cs" or "CONTRIBUTING.md" or "packages.lock.json"
        or "ErrorTexts.cs" or "ContextOverflow.cs" or "OutOfCredit.cs";
}
