using System.Text.RegularExpressions;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Entries;

/// <summary>A key in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is, quotes included where it is a whole value.</param>
/// <param name="Form">What it looks like.</param>
/// <param name="Place">Where it is the value of a property; null for a part of a text.</param>
internal sealed record Secret(int Start, int Length, string Form, SecretPlace? Place);

/// <summary>A property whose value is a key.</summary>
/// <param name="Owner">The object that has it.</param>
/// <param name="Value">The value.</param>
internal sealed record SecretPlace(JsonObject Owner, JsonNode Value);

/// <summary>
/// The keys that are told by where they stand: under a name that holds keys elsewhere, in a header, in an address or in a connection
/// string.
/// </summary>
internal sealed class StatedSecrets
{
    private static readonly Regex Header = new(@"^""\s*([A-Za-z][A-Za-z0-9-]*)\s*:\s*([^""]+)""?$", RegexOptions.CultureInvariant);
    private static readonly Regex Credentials = new(@"://[^/?#\s""@:]*:([^/?#\s""@]+)@", RegexOptions.CultureInvariant);
    private static readonly Regex Parameter = new(@"[?&#]([A-Za-z0-9_.-]+)=([^&#\s""]+)", RegexOptions.CultureInvariant);
    private static readonly Regex Pair = new(
        @"(?<=[;""]\s{0,8})([A-Za-z][A-Za-z0-9 _-]{0,60}?)\s{0,8}=\s*([^;""]+)", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> OfAddresses = new(StringComparer.Ordinal) { "code", "sig", "signature", "auth" };

    private readonly List<Secret> _found = [];

    private StatedSecrets()
    {
    }

    public static IReadOnlyList<Secret> Find(JsonTree tree)
    {
        var secrets = new StatedSecrets();
        secrets.Collect(tree.Root, areHeaders: false);
        return secrets._found;
    }

    /// <summary>The depth of this recursion is bounded by the parser's.</summary>
    private void Collect(JsonNode node, bool areHeaders)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array.Items)
                {
                    Collect(item, areHeaders);
                }

                break;
            case JsonObject entry:
                var isNamed = entry.Properties.Any(static one =>
                    one is { Name: "name" or "key" or "header", Value: JsonString name } && SecretNames.Is(name.Value));
                foreach (var property in entry.Properties)
                {
                    if ((isNamed && areHeaders && property.Name == "value" && AddValues(entry, "key", property.Value))
                        || AddValues(entry, property.Name, property.Value))
                    {
                        continue;
                    }

                    Collect(property.Value, areHeaders || ForeignNames.Plain(property.Name).EndsWith("headers", StringComparison.Ordinal));
                }

                break;
            case JsonString text when IsClosed(text):
                AddPartsOf(text, areHeaders);
                break;
        }
    }

    /// <summary>The values under a name that are keys by it, in lists and under <c>value</c> too; false where there is none.</summary>
    private bool AddValues(JsonObject owner, string name, JsonNode value)
    {
        switch (value)
        {
            case JsonArray list:
                return list.Items.Count(item => AddValues(owner, name, item)) > 0;
            case JsonObject inner when SecretNames.Is(name):
                return inner.Properties.Count(one => one.Name is "value" or "literal" && AddValues(inner, name, one.Value)) > 0;
            case JsonNumber number when SecretNames.Is(name) && number.Length >= 6:
                _found.Add(new Secret(number.Start, number.Length, "a key", new SecretPlace(owner, number)));
                return true;
            case JsonString text when SecretNames.IsSecret(name, text.Value) && IsClosed(text):
                var form = SecretForms.Find(text.Value).Select(static key => key.Form).FirstOrDefault() ?? "a key";
                _found.Add(new Secret(text.Start, text.Length, form, new SecretPlace(owner, text)));
                return true;
            default:
                return false;
        }
    }

    private void AddPartsOf(JsonString text, bool isHeader)
    {
        var raw = text.Source.Text.Substring(text.Start, text.Length);
        if (isHeader)
        {
            Add(Header, static name => SecretNames.Is(name));
        }

        if (raw.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            foreach (Match match in Credentials.Matches(raw))
            {
                AddPart(text, match.Groups[1]);
            }

            Add(Parameter, static name => SecretNames.Is(name) || OfAddresses.Contains(ForeignNames.Plain(name)));
        }

        // One pair alone is a word of a text; a connection string has several, or an address.
        if (raw.IndexOf(';') > 0 && raw.IndexOf('=') > 0)
        {
            Add(Pair, static name => SecretNames.Is(name));
        }

        void Add(Regex form, Func<string, bool> isName)
        {
            foreach (Match match in form.Matches(raw))
            {
                if (isName(match.Groups[1].Value))
                {
                    AddPart(text, match.Groups[2]);
                }
            }
        }
    }

    private void AddPart(JsonString text, Group part)
    {
        if (SecretNames.IsSecret(part.Value))
        {
            var form = SecretForms.Find(part.Value).Select(static key => key.Form).FirstOrDefault() ?? "a key";
            _found.Add(new Secret(text.Start + part.Index, part.Length, form, null));
        }
    }

    /// <summary>Whether it has its closing quote: what lacks it may be anything.</summary>
    private static bool IsClosed(JsonString text) =>
        text.Length > 1 && text.Source.Text[text.Start + text.Length - 1] is '"' or '\'' or '\u201D' or '\u2019' or '\u201C' or '\u2018';
}
