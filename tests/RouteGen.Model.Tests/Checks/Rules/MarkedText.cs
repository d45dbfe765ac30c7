using System.Text.RegularExpressions;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>A text with findings marked as ⟦RG1001:so⟧; a place of two findings is marked twice, one mark around the other.</summary>
internal sealed record MarkedText(string Text, IReadOnlyList<string> Expected)
{
    private static readonly Regex Mark = new("⟦(RG[0-9]{4}):|⟧", RegexOptions.CultureInvariant);

    public static MarkedText Parse(string marked)
    {
        var text = new System.Text.StringBuilder();
        var open = new Stack<(string Rule, int Start)>();
        var places = new List<(string Rule, int Start, int End)>();
        var from = 0;
        foreach (Match mark in Mark.Matches(marked))
        {
            text.Append(marked, from, mark.Index - from);
            from = mark.Index + mark.Length;
            if (mark.Value == "⟧")
            {
                var (rule, start) = open.Pop();
                places.Add((rule, start, text.Length));
            }
            else
            {
                open.Push((mark.Groups[1].Value, text.Length));
            }
        }

        var plain = text.Append(marked, from, marked.Length - from).ToString();
        var expected = places.OrderBy(p => p.Start)
            .ThenBy(p => p.Rule, StringComparer.Ordinal)
            .Select(p => Shown(p.Rule, p.Start, plain[p.Start..p.End]));
        return new MarkedText(plain, [.. expected]);
    }

    /// <summary>A finding as it is compared.</summary>
    public static string Shown(string rule, int start, string text) => $"{rule} at {start}: «{text}»";
}
