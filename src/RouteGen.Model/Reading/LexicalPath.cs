using RouteGen.Model.Json;

namespace RouteGen.Model.Reading;

/// <summary>Paths as text: nothing is looked up, so that every machine and every case of letters gives the same answer.</summary>
internal static class LexicalPath
{
    /// <summary>The last part of a path.</summary>
    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary><paramref name="relative"/> seen from the folder of <paramref name="file"/>, normalised.</summary>
    public static string Resolve(string file, string relative) =>
        IsRooted(relative) ? Normalize(relative) : Normalize(file.Substring(0, file.Length - FileName(file).Length) + relative);

    /// <summary>With <c>/</c> only, without <c>.</c>, and without <c>..</c> where something is before it.</summary>
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        var isRooted = IsRooted(path);
        foreach (var part in path.Split('/', '\\'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or ".") && !(part == ".." && isRooted))
            {
                parts.Add(part);
            }
        }

        return (path.Length > 0 && path[0] is '/' or '\\' ? "/" : "") + string.Join("/", parts);
    }

    private static bool IsRooted(string path) => (path.Length > 0 && path[0] is '/' or '\\') || (path.Length > 1 && path[1] == ':');
}
