using RouteGen.Tool.Terminal;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RouteGen.Tool.Yaml;

/// <summary>Reads YAML as Python's loader does: anchors, merges, and the last of members with one name.</summary>
internal sealed class YamlFile
{
    // A file of a few lines can name itself over and over: what it unfolds to is bounded.
    private const int MostValues = 200_000;
    private const int MostDepth = 64;

    private const string Rendering = "It has braces of a template: render it first, and convert what comes out.";

    private readonly string _path;
    private readonly IParser _parser;
    private readonly bool _isTemplate;
    private readonly Dictionary<string, YamlValue?> _anchors = new(StringComparer.Ordinal);
    private int _values;

    private YamlFile(string path, IScanner scanner, bool isTemplate)
    {
        _path = path;
        _parser = new Parser(scanner);
        _isTemplate = isTemplate;
    }

    /// <summary>Reads the first document.</summary>
    /// <param name="path">The file, as messages name it.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="ToolFailure">It is no YAML; the message says where and what to do.</exception>
    public static YamlValue Parse(string path, string text)
    {
        using var reader = new StringReader(text);
        var scanner = new Scanner(reader);
        try
        {
            return new YamlFile(path, scanner, IsTemplate(text)).Document();
        }
        catch (YamlException e)
        {
            // Faults are often reported at the beginning of what they are in; the scanner stands where it is seen.
            var place = scanner.CurrentPosition.Line > e.End.Line ? scanner.CurrentPosition : e.End;
            throw new ToolFailure($"{path}({place.Line},{place.Column}): this is not YAML: {Plain(e.Message)}. " + (IsTemplate(text)
                ? Rendering : "Correct it there; tabs, a missing space after ':' and an unclosed quote are the usual causes."));
        }
    }

    private YamlValue Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return new YamlValue { Kind = YamlKind.Null, File = _path, Line = 1 };
        }

        _parser.Consume<DocumentStart>();
        var value = Value(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _) ? value : throw Failed(
            (int)_parser.Current!.Start.Line, "a second document begins", "keep one document a file, as LiteLLM does");
    }

    private YamlValue Value(int depth)
    {
        if (depth > MostDepth || ++_values > MostValues)
        {
            throw Failed((int)_parser.Current!.Start.Line,
                "it unfolds to more than any configuration has", "write out what its anchors repeat");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var known) && known is not null
                ? Counted(known)
                : throw Failed((int)alias.Start.Line, $"'*{Plain(alias.Value.Value)}' names nothing that ends before it",
                    "define it first");
        }

        var node = (NodeEvent)_parser.Current!;
        var anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        var value = node switch
        {
            YamlDotNet.Core.Events.Scalar => Text(_parser.Consume<Scalar>()),
            SequenceStart => List(depth),
            _ => Map(depth),
        };
        if (anchor is not null)
        {
            _anchors[anchor] = value;
        }

        return value;
    }

    private YamlValue Text(Scalar scalar) => new()
    {
        Kind = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL"
            ? YamlKind.Null : YamlKind.Scalar,
        Text = scalar.Value,
        File = _path,
        Line = (int)scalar.Start.Line,
    };

    private YamlValue List(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(depth + 1));
        }

        return new() { Kind = YamlKind.List, Items = items, File = _path, Line = (int)start.Start.Line };
    }

    private YamlValue Map(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var (own, merged, replaced) = (new List<YamlMember>(), new List<YamlMember>(), new List<YamlMember>());
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var line = (int)_parser.Current!.Start.Line;
            var key = Value(depth + 1);
            var value = Value(depth + 1);
            if (key.Kind is YamlKind.List or YamlKind.Map)
            {
                throw Failed(line, "a member's name is a list or a map", _isTemplate ? Rendering.TrimEnd('.')
                    : "write a text before the ':'");
            }

            if (key.Text == "<<")
            {
                merged.AddRange((value.Kind == YamlKind.List ? value.Items : [value]).SelectMany(static v => v.Members));
                continue;
            }

            if (own.FindIndex(m => m.Name == key.Text) is >= 0 and var before)
            {
                replaced.Add(own[before]);
                own.RemoveAt(before);
            }

            own.Add(new(key.Text, line, value));
        }

        foreach (var member in merged.Where(m => own.TrueForAll(o => o.Name != m.Name)).ToArray())
        {
            if (own.TrueForAll(o => o.Name != member.Name))
            {
                own.Add(member);
            }
        }

        return new()
        {
            Kind = YamlKind.Map,
            Members = own,
            Replaced = replaced,
            File = _path,
            Line = (int)start.Start.Line,
        };
    }

    /// <summary>An anchor's value counts as often as it is named.</summary>
    private YamlValue Counted(YamlValue value)
    {
        _values += Size(value, MostValues);
        return _values > MostValues
            ? throw Failed(value.Line, "it unfolds to more than any configuration has", "write out what its anchors repeat")
            : value;
    }

    private static int Size(YamlValue value, int most)
    {
        var (size, open) = (0, new Stack<YamlValue>([value]));
        while (size <= most && open.TryPop(out var next))
        {
            size++;
            foreach (var inner in next.Items.Concat(next.Members.Select(static m => m.Value)))
            {
                open.Push(inner);
            }
        }

        return size;
    }

    private ToolFailure Failed(int line, string what, string remedy) => new($"{_path}({line}): {what}; {remedy}.");

    private static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal);

    private static string Plain(string text) => new([.. text.TrimEnd('.').Where(static c => !char.IsControl(c)).Take(160)]);
}
