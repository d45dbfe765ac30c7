using System.Runtime.CompilerServices;
using RouteGen.Model.Checks.Entries;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>The lines of a text, ended where the places of findings count them, without the keys in them.</summary>
internal static class SourceLines
{
    private static readonly ConditionalWeakTable<string, string> Covered = [];

    /// <summary>A line by its number from 1; null where the text has no such line.</summary>
    public static string? Get(FindingReport report, FindingPlace? place)
    {
        if (place is null || !report.Texts.TryGetValue(place.Path, out var text))
        {
            return null;
        }

        text = Covered.GetValue(text, SecretCheck.Cover);
        var line = 1;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var isEnd = i == text.Length || text[i] is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
            if (!isEnd)
            {
                continue;
            }

            if (line == place.Line)
            {
                return text[start..i];
            }

            if (i + 1 < text.Length && text[i] == '\r' && text[i + 1] == '\n')
            {
                i++;
            }

            line++;
            start = i + 1;
        }

        return null;
    }
}
