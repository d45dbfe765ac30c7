using RouteGen.Tool.Terminal;
using RouteGen.Tool.Yaml;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Reads a configuration with the files that it includes, as LiteLLM does: lists are joined, other members added.</summary>
internal static class ConfigFile
{
    private const int MostFiles = 32;

    /// <summary>The configuration as one.</summary>
    /// <param name="path">The file, as the command line wrote it.</param>
    /// <param name="read">Gives the text of a file.</param>
    /// <exception cref="ToolFailure">A file is missing or is no YAML.</exception>
    public static YamlValue Load(string path, Func<string, string> read)
    {
        var read1 = new HashSet<string>(StringComparer.Ordinal);
        return Load(path, read, read1);
    }

    private static YamlValue Load(string path, Func<string, string> read, HashSet<string> seen)
    {
        if (!seen.Add(path) || seen.Count > MostFiles)
        {
            throw new ToolFailure($"{path} includes itself, or too many files: {string.Join(" > ", seen.Take(4))}.");
        }

        var value = Unwrapped(YamlFile.Parse(path, read(path)), path);
        if (value.Find("include")?.Value is not { } include)
        {
            return value;
        }

        foreach (var file in (include.Kind == YamlKind.List ? include.Items : [include]).Where(static i => i.Kind == YamlKind.Scalar))
        {
            var other = Path.Combine(Path.GetDirectoryName(path) ?? "", file.Text);
            value = Joined(value, Load(other, read, seen));
        }

        return value;
    }

    /// <summary>A Kubernetes ConfigMap has the file inside of it.</summary>
    private static YamlValue Unwrapped(YamlValue value, string path)
    {
        if (value.Find("kind")?.Value.Text != "ConfigMap" || value.Find("data")?.Value is not { } data)
        {
            return value;
        }

        var inner = data.Members.FirstOrDefault(static m => m.Value.Text.Contains("model_list:", StringComparison.Ordinal));

        // Lines of the inner text begin below the '|', so that what is reported is found in the file.
        return inner is null ? value : YamlFile.Parse(path, new string('\n', inner.Line) + inner.Value.Text);
    }

    private static YamlValue Joined(YamlValue first, YamlValue second)
    {
        var members = first.Members.Where(static m => m.Name != "include").ToList();
        foreach (var member in second.Members)
        {
            var place = members.FindIndex(m => m.Name == member.Name);
            if (place < 0)
            {
                members.Add(member);
            }
            else if (members[place].Value is { Kind: YamlKind.List } list && member.Value.Kind == YamlKind.List)
            {
                members[place] = members[place] with { Value = With(list, [.. list.Items, .. member.Value.Items], []) };
            }
            else if (members[place].Value is { Kind: YamlKind.Map } map && member.Value.Kind == YamlKind.Map)
            {
                members[place] = members[place] with { Value = Joined(map, member.Value) };
            }
        }

        return With(first, [], members);
    }

    private static YamlValue With(YamlValue value, IReadOnlyList<YamlValue> items, IReadOnlyList<YamlMember> members) => new()
    {
        Kind = value.Kind,
        Items = items,
        Members = members,
        Replaced = value.Replaced,
        File = value.File,
        Line = value.Line,
    };
}
