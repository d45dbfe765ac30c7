using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>What an endpoint knows a route by: names that clients send as their model, and groups of keys that can call it.</summary>
internal static class RouteNames
{
    private const string AliasPattern = """
        "type": "string", "pattern": "^[!-~]{1,128}$"
        """;

    private const string GroupPattern = """
        "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
        """;

    private const int LongestAlias = 128;
    private const int LongestGroup = 64;
    private const int MostAliases = 64;
    private const int MostGroups = 32;

    public static readonly Form<EquatableArray<string>> Aliases = Forms.Create<EquatableArray<string>>(
        "a list of at most 64 names of models, each of 1 to 128 visible ASCII characters, in which * stands for any characters",
        Forms.ListOf(AliasPattern, "A name that clients send as their model.", "\"gpt-4o*\"") + ", \"maxItems\": 64",
        static (reader, name) => Read(reader, name, MostAliases, IsAlias)?.Select(alias => alias.Value).ToEquatableArray());

    public static readonly Form<EquatableArray<string>> Groups = Forms.Create<EquatableArray<string>>(
        "a list of at most 32 groups, each once, of 1 to 64 letters, digits, '.', '_' and '-'",
        Forms.ListOf(GroupPattern, "A group, as keys name it.", "\"desk\"") + ", \"maxItems\": 32, \"uniqueItems\": true",
        static (reader, name) => ReadGroups(reader, name)?.ToEquatableArray());

    /// <summary>Whether a text can be an alias. Names of models have slashes, colons and at signs, and none has blanks.</summary>
    public static bool IsAlias(string text) => text.Length is > 0 and <= LongestAlias && text.All(c => c is >= '!' and <= '~');

    private static bool IsGroup(string text) => text.Length is > 0 and <= LongestGroup
        && IsLetterOrDigit(text[0])
        && text.All(c => IsLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static IEnumerable<string>? ReadGroups(ObjectReader entry, string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var groups = Read(entry, name, MostGroups, IsGroup);
        foreach (var group in groups ?? [])
        {
            if (!seen.Add(group.Value))
            {
                entry.Problems.Add(FileRules.InvalidValue, group, name, "a list in which each group appears once", "remove it here");
            }
        }

        return groups?.Select(group => group.Value).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The texts of a list; what is none of its kind is reported and omitted. Null where there are too many.</summary>
    private static List<JsonString>? Read(ObjectReader entry, string name, int most, Func<string, bool> isGood)
    {
        var items = entry.Items(name);
        if (items.Count > most)
        {
            entry.Refuse(name, items[most]);
            return null;
        }

        var found = new List<JsonString>();
        foreach (var item in items)
        {
            if (item is JsonString text && isGood(text.Value))
            {
                found.Add(text);
            }
            else if (item is not JsonMissing)
            {
                entry.Refuse(name, item);
            }
        }

        return found;
    }
}
