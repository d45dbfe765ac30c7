using System.Globalization;
using RouteGen.Tool.Yaml;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>A value of a configuration, with the path by which a report names it.</summary>
/// <param name="Path">Such as <c>model_list[0].litellm_params.model</c>.</param>
/// <param name="Line">The line of its name, or of itself where it has none.</param>
/// <param name="Value">What stands there.</param>
internal sealed record ConfigNode(string Path, int Line, YamlValue Value)
{
    public bool IsMap => Value.Kind == YamlKind.Map;

    public bool IsList => Value.Kind == YamlKind.List;

    public bool IsNull => Value.Kind == YamlKind.Null;

    /// <summary>The text of a scalar; null for anything else.</summary>
    public string? Text => Value.Kind == YamlKind.Scalar ? Value.Text.Trim() : null;

    /// <summary>The number that it is, also where it is quoted; null where it is none.</summary>
    public decimal? Number => decimal.TryParse(
        Text?.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The truth value, in all the words of YAML 1.1; null where it is none.</summary>
    public bool? Truth => Text?.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };

    /// <summary>The name of the environment variable that it refers to; null where it refers to none.</summary>
    public string? Variable
    {
        get
        {
            var text = Text ?? "";
            var name = text.StartsWith("os.environ/", StringComparison.Ordinal) ? text["os.environ/".Length..]
                : text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') ? text[2..^1].Split([':', '-'], 2)[0]
                : text.StartsWith('$') ? text[1..]
                : "";
            return name.Length is > 0 and <= 255 && !char.IsAsciiDigit(name[0])
                && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
                ? name : null;
        }
    }

    public IEnumerable<ConfigNode> Members => Value.Members.Select(
        m => new ConfigNode(Path.Length == 0 ? m.Name : $"{Path}.{m.Name}", m.Line, m.Value));

    public IEnumerable<ConfigNode> Items => Value.Items.Select((v, i) => new ConfigNode($"{Path}[{i}]", v.Line, v));

    /// <summary>The last part of its path.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>A member by its name; null where there is none.</summary>
    public ConfigNode? this[string name] => Value.Find(name) is { } member
        ? new ConfigNode(Path.Length == 0 ? name : $"{Path}.{name}", member.Line, member.Value)
        : null;

    /// <summary>The texts of a list, or the one text that stands in its place.</summary>
    public IEnumerable<string> Texts => IsList ? Items.Select(static i => i.Text).OfType<string>() : Text is { } one ? [one] : [];
}
