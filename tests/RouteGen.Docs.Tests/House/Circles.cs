namespace RouteGen.Docs.Tests.House;

/// <summary>Files that lead back to themselves through another folder: what cannot be read, tested or moved by itself.</summary>
internal static class Circles
{
    /// <summary>The files of all strongly connected groups that reach over more than one folder.</summary>
    public static IReadOnlyList<string> FilesIn(IReadOnlyList<Arrow> arrows)
    {
        var uses = arrows.ToLookup(a => a.FromFile, a => a.ToFile, StringComparer.Ordinal);
        var users = arrows.ToLookup(a => a.ToFile, a => a.FromFile, StringComparer.Ordinal);
        var found = new List<string>();
        var left = new SortedSet<string>(uses.Select(g => g.Key), StringComparer.Ordinal);
        while (left.Count > 0)
        {
            var file = left.Min!;
            var group = Reach(file, uses);
            group.IntersectWith(Reach(file, users));
            group.Add(file);
            left.ExceptWith(group);
            if (group.Select(ProjectArrows.Folder).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                found.AddRange(group.Order(StringComparer.Ordinal));
            }
        }

        return found;
    }

    private static HashSet<string> Reach(string start, ILookup<string, string> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([start]);
        while (open.TryPop(out var file))
        {
            foreach (var other in next[file].Where(seen.Add))
            {
                open.Push(other);
            }
        }

        return seen;
    }
}
