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
/// of a property that is named as a key is, whatever it looks like. Shared models are looked at as well, save those of a package, which
/// nobody who uses it can change.
/// </summary>
/// <remarks>No message repeats it, because messages reach build logs.</remarks>
internal static class SecretCheck
{
    public static void Check(TableReading reading, FindingList findings)
    {
        foreach (var tree in reading.SharedFiles.Where(file => !file.IsPackage).Select(file => file.Tree).Prepend(reading.Tree))
        {
            var secrets = Find(tree);
            if (secrets.Count == 0)
            {
                continue;
            }

            // Entries do not overlap, so that one search finds whose a place is: a table may have thousands, and a key in each.
            var places = reading.Places.Where(place => ReferenceEquals(place.Property.Key.Source, tree.Source))
                .OrderBy(place => place.Property.Key.Start).ToArray();
            var starts = places.Select(place => place.Property.Key.Start).ToArray();
            foreach (var secret in secrets)
            {
                var at = Array.BinarySearch(starts, secret.Start);
                at = at < 0 ? ~at - 1 : at;
                var place = at >= 0 && secret.Start < End(places[at].Property.Value) ? places[at] : null;
                var finding = ProblemOf(tree, secret) with { Suggested = place is null ? null : VariableFor(place, secret) };
                findings.Add(finding, place is null ? [] : [new Owner(place.Section, place.Name)]);
            }
        }
    }

    /// <summary>The same for a file of models that is read on its own.</summary>
    public static IEnumerable<Problem> Check(ModelsFile file) =>
        from secret in Find(file.Tree)
        where !file.Entries.Any(entry => entry.Place.Key.Start <= secret.Start && secret.Start < End(entry.Place.Value)
            && file.Suppressions.Any(one => one.Entry == entry.Place.Name && one.RuleId == TableRules.Secret.Id))
        select ProblemOf(file.Tree, secret);

    /// <summary>A text of the same length with asterisks in the place of the keys in it, for whatever shows lines of a table.</summary>
    public static string Cover(string text)
    {
        char[]? covered = null;
        foreach (var secret in Find(JsonParser.Parse("", text)))
        {
            covered ??= text.ToCharArray();
            var quote = secret.Place?.Value is JsonString ? 1 : 0;
            for (var i = secret.Start + quote; i < secret.Start + secret.Length - quote; i++)
            {
                covered[i] = '*';
            }
        }

        return covered is null ? text : new string(covered);
    }

    private static IReadOnlyList<Secret> Find(JsonTree tree)
    {
        var found = StatedSecrets.Find(tree).OrderBy(static secret => secret.Start).ToList();
        var stated = found.Count;
        var next = 0;
        foreach (var (start, length, form) in SecretForms.Find(tree.Source.Text))
        {
            while (next < stated && found[next].Start + found[next].Length <= start)
            {
                next++;
            }

            if (next == stated || start + length <= found[next].Start)
            {
                found.Add(new Secret(start, length, form, null));
            }
        }

        return found;
    }

    private static Problem ProblemOf(JsonTree tree, Secret secret) => new(
        TableRules.Secret, tree.Source.Path, tree.Source.RangeOf(secret.Start, secret.Length), new EquatableArray<string>([secret.Form]));

    /// <summary>The variable that a provider's vendor keeps a key in; null for what a provider does not say itself.</summary>
    private static string? VariableFor(EntryPlace entry, Secret secret) =>
        secret.Place is { } place && entry.Section == EntrySection.Providers && entry.Property.Value == place.Owner
            ? (KnownKinds.Find((place.Owner.Find("kind")?.Value as JsonString)?.Value ?? "")?.KeyVariable
                ?? SecretNames.VariableOf(entry.Name))
            : null;

    private static int End(JsonNode node) => node.Start + node.Length;
}
