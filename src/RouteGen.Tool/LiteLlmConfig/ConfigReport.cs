using RouteGen.Tool.Yaml;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>What became of a line of a configuration.</summary>
internal enum Outcome
{
    /// <summary>It is in the table.</summary>
    Converted,

    /// <summary>It is left out, for a reason.</summary>
    Dropped,

    /// <summary>It is left to whoever converts: something has to be stated, set or decided.</summary>
    NeedsYou,
}

/// <summary>A line of a configuration and what became of it.</summary>
/// <param name="Path">Such as <c>model_list[0].litellm_params.model</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Text">What it became, why it is left out, or what to do. It never has the value of a secret.</param>
internal sealed record ConfigLine(string Path, string File, int Line, Outcome Outcome, string Text);

/// <summary>An entry of <c>model_list</c> as a whole.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Model">Its <c>model_name</c>.</param>
/// <param name="Reason">Why it is not in the table; null where it is.</param>
internal sealed record ConfigEntry(ConfigNode Node, string Model, string? Reason);

/// <summary>What became of every line: nothing of a configuration disappears without being named here.</summary>
internal sealed class ConfigReport
{
    private const string NotConverted = "its entry is not converted";

    private readonly List<ConfigLine> _lines = [];
    private readonly HashSet<string> _covered = new(StringComparer.Ordinal);

    public IReadOnlyList<ConfigLine> Lines => _lines;

    /// <summary>The entries of <c>model_list</c>.</summary>
    public List<ConfigEntry> Entries { get; } = [];

    public void Converted(ConfigNode? node, string text) => Add(node, Outcome.Converted, text);

    public void Dropped(ConfigNode? node, string reason) => Add(node, Outcome.Dropped, reason);

    public void NeedsYou(ConfigNode? node, string remedy) => Add(node, Outcome.NeedsYou, remedy);

    /// <summary>Whether something was said of a value.</summary>
    public bool Has(ConfigNode node) => _covered.Contains(node.Path);

    /// <summary>Names every value of which nothing was said, and brings the lines into the order of the files.</summary>
    public void Complete(ConfigNode root)
    {
        // Of an entry that is left out nothing is in the table, whatever was read of it before that was known.
        var left = Entries.Where(static e => e.Reason is not null).Select(static e => e.Node.Path + ".").ToArray();
        for (var i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].Outcome == Outcome.Converted && IsLeft(_lines[i].Path))
            {
                _lines[i] = _lines[i] with { Outcome = Outcome.Dropped, Text = NotConverted };
            }
        }

        Visit(root, IsLeft);
        _lines.Sort(static (a, b) => (string.CompareOrdinal(a.File, b.File), a.Line - b.Line, string.CompareOrdinal(a.Path, b.Path)) switch
        {
            (not 0 and var file, _, _) => file,
            (_, not 0 and var line, _) => line,
            var (_, _, path) => path,
        });

        bool IsLeft(string path) => left.Any(l => path.StartsWith(l, StringComparison.Ordinal));
    }

    private void Visit(ConfigNode node, Func<string, bool> isLeft)
    {
        foreach (var replaced in node.Value.Replaced)
        {
            var path = node.Path.Length == 0 ? replaced.Name : $"{node.Path}.{replaced.Name}";
            _lines.Add(new(path, node.Value.File, replaced.Line, Outcome.Dropped, "it is there twice, and the last one counts"));
        }

        if (_covered.Contains(node.Path))
        {
            return;
        }

        if (node.Value is { Kind: YamlKind.Map, Members.Count: > 0 } or { Kind: YamlKind.List, Items.Count: > 0 })
        {
            foreach (var inner in node.Members.Concat(node.Items))
            {
                Visit(inner, isLeft);
            }
        }
        else if (node.Path.Length > 0)
        {
            Dropped(node, node.IsNull || node.IsMap || node.IsList ? "it says nothing" : isLeft(node.Path) ? NotConverted
                : Reasons.For(node));
        }
    }

    private void Add(ConfigNode? node, Outcome outcome, string text)
    {
        if (node is not null && (_covered.Add(node.Path) || !_lines.Exists(l => l.Path == node.Path && l.Text == text)))
        {
            _lines.Add(new(node.Path, node.Value.File, node.Line, outcome, text));
        }
    }
}
