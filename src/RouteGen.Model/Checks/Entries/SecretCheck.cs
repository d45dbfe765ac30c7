using RouteGen.Model.Checks.Views;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks.Entries;

/// <summary>
/// RG1021: what looks like an API key, wherever in the text it stands, since names and comments are checked in as values are; and the text
/// of a property that is named as a key is, whatever it looks like.
/// </summary>
/// <remarks>No message repeats it, because messages reach build logs.</remarks>
internal static class SecretCheck
{
    public static void Check(TableReading reading, FindingList findings)
    {
        foreach (var (range, form, place) in Find(reading.Tree))
        {
            var finding = new Problem(TableRules.Secret, reading.Tree.Source.Path, range, new EquatableArray<string>([form]))
            {
                Suggested = VariableFor(reading, place),
            };
            findings.Add(finding, OwnersAt(reading, range.Start));
        }
    }

    /// <summary>A text of the same length with asterisks in the place of the keys in it, for whatever shows lines of a table.</summary>
    public static string Cover(string text)
    {
        char[]? covered = null;
        foreach (var (range, _, place) in Find(JsonParser.Parse("", text)))
        {
            covered ??= text.ToCharArray();
            var quote = place is null ? 0 : 1;
            for (var i = range.Start + quote; i < range.Start + range.Length - quote; i++)
            {
                covered[i] = '*';
            }
        }

        return covered is null ? text : new string(covered);
    }

    private static IEnumerable<(TextRange Range, string Form, Stated? Place)> Find(JsonTree tree)
    {
        var stated = new List<Stated>();
        Collect(tree.Root, stated);
        foreach (var secret in stated)
        {
            yield return (secret.Value.Range, FormOf(secret.Value.Value), secret);
        }

        foreach (var (start, length, form) in SecretForms.Find(tree.Source.Text))
        {
            if (!stated.Exists(secret => secret.Value.Start <= start && start < End(secret.Value)))
            {
                yield return (tree.Source.RangeOf(start, length), form, null);
            }
        }
    }

    /// <summary>
    /// The values that are keys by the names of their properties. The depth of this recursion is bounded by the parser's.
    /// </summary>
    private static void Collect(JsonNode node, List<Stated> found)
    {
        foreach (var item in node is JsonArray array ? array.Items : [])
        {
            Collect(item, found);
        }

        foreach (var property in node is JsonObject entry ? entry.Properties : [])
        {
            foreach (var value in property.Value is JsonArray list ? list.Items : [property.Value])
            {
                if (value is JsonString text && SecretNames.IsSecret(property.Name, text.Value))
                {
                    found.Add(new((JsonObject)node, property, text));
                }
            }

            Collect(property.Value, found);
        }
    }

    private static string FormOf(string value) => SecretForms.Find(value).Select(static key => key.Form).FirstOrDefault() ?? "a key";

    /// <summary>The variable that a provider's vendor keeps a key in; null for what a provider does not say itself.</summary>
    private static string? VariableFor(TableReading reading, Stated? secret) =>
        secret is not null && reading.Places.FirstOrDefault(p => p.Section == EntrySection.Providers && p.Property.Value == secret.Owner) is
        { } provider
            ? (KnownKinds.Find((secret.Owner.Find("kind")?.Value as JsonString)?.Value ?? "")?.KeyVariable
                ?? SecretNames.VariableOf(provider.Name))
            : null;

    private static Owner[] OwnersAt(TableReading reading, int offset) => reading.Places
        .Where(p => ReferenceEquals(p.Property.Key.Source, reading.Tree.Source)
            && p.Property.Key.Start <= offset && offset < End(p.Property.Value))
        .Select(p => new Owner(p.Section, p.Name))
        .ToArray();

    private static int End(JsonNode node) => node.Start + node.Length;

    /// <summary>A key that is the value of a property.</summary>
    private sealed record Stated(JsonObject Owner, JsonProperty Property, JsonString Value);
}
