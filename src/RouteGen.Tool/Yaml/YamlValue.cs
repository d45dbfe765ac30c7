namespace RouteGen.Tool.Yaml;

/// <summary>What a value of a YAML file is.</summary>
internal enum YamlKind
{
    /// <summary>Nothing: an empty value, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary>A text, a number or a truth value: which, its reader decides.</summary>
    Scalar,

    /// <summary>A list.</summary>
    List,

    /// <summary>Members by name.</summary>
    Map,
}

/// <summary>A value of a YAML file, and where it stands. Anchors are followed and merges made.</summary>
internal sealed class YamlValue
{
    public required YamlKind Kind { get; init; }

    /// <summary>The text of a scalar.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<YamlValue> Items { get; init; } = [];

    public IReadOnlyList<YamlMember> Members { get; init; } = [];

    /// <summary>Members that a later one of the same name replaced.</summary>
    public IReadOnlyList<YamlMember> Replaced { get; init; } = [];

    /// <summary>The file, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The member of a name; null where there is none.</summary>
    public YamlMember? Find(string name) => Members.FirstOrDefault(m => m.Name == name);
}

/// <summary>A member of a map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line of its name, from 1.</param>
/// <param name="Value">What it says.</param>
internal sealed record YamlMember(string Name, int Line, YamlValue Value);
