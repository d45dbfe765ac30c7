using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks.Entries;

/// <summary>RG1021: what looks like an API key, wherever in the text it stands: names and comments are checked in as values are.</summary>
/// <remarks>No message repeats it, because messages reach build logs.</remarks>
internal static class SecretCheck
{
    public static void Check(TableReading reading, FindingList findings)
    {
        var source = reading.Tree.Source;
        var text = source.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && IsOfKey(text[i]))
            {
                i++;
            }

            if (i - start >= SecretForms.ShortestKey && SecretForms.Recognize(text, start, i - start) is { } form)
            {
                Report(start, i - start, form);
            }
        }

        void Report(int start, int length, string form)
        {
            var finding = new Problem(TableRules.Secret, source.Path, source.RangeOf(start, length), new EquatableArray<string>([form]));
            findings.Add(finding, OwnersAt(reading, start));
        }
    }

    private static Owner[] OwnersAt(TableReading reading, int offset) => reading.Places
        .Where(p => ReferenceEquals(p.Property.Key.Source, reading.Tree.Source)
            && p.Property.Key.Start <= offset && offset < End(p.Property.Value))
        .Select(p => new Owner(p.Section, p.Name))
        .ToArray();

    private static int End(JsonNode node) => node.Start + node.Length;

    private static bool IsOfKey(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';
}
