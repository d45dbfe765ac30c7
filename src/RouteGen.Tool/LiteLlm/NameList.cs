using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlm;

/// <summary>A file that lists entries of the map, and the names that they shall have.</summary>
internal static class NameList
{
    private const string Without = " without ";

    /// <summary>
    /// Names by the map's keys. A line is <c>key</c> or <c>key = name</c>; where a part of the map's price is known to be wrong or to be
    /// for another window it ends in <c>without tiers</c>, <c>without priority</c> or the like. <c>#</c> begins a comment.
    /// </summary>
    public static IReadOnlyDictionary<string, ListedName> Read(string path)
    {
        var names = new Dictionary<string, ListedName>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split('#')[0].Split(Without, 2, StringSplitOptions.TrimEntries);
            var sides = parts[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides[0].Length > 0 && !names.TryAdd(sides[0], new(sides[^1], parts.Length > 1 ? parts[1] : null)))
            {
                throw new UsageException($"'{sides[0]}' appears twice in {path}.");
            }
        }

        return names;
    }
}

/// <summary>What a list says of an entry.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Without">The part of its price that is omitted: <c>tiers</c>, or a service tier; null where all is taken.</param>
internal readonly record struct ListedName(string Name, string? Without);
