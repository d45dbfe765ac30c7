namespace RouteGen.Model.Json;

/// <summary>Parses JSON with comments and trailing commas, and goes on after errors.</summary>
/// <remarks>
/// Accepts exactly what System.Text.Json's JsonDocument.Parse accepts with AllowTrailingCommas and CommentHandling.Skip; that one is no
/// dependency because loading it into a compiler breaks hosts. Keys that come twice are no matter of syntax.
/// </remarks>
public sealed partial class JsonParser
{
    /// <summary>Objects and arrays inside each other at most; System.Text.Json's default.</summary>
    public const int MaxDepth = 64;

    private readonly JsonScanner _scanner;
    private readonly string _text;
    private int _openObjects;
    private int _openArrays;

    /// <summary>Whether a bracket is missing or too many, so that properties may be read as those of the wrong object.</summary>
    private bool _isStructureBroken;

    private JsonParser(JsonText source)
    {
        _scanner = new JsonScanner(source);
        _text = source.Text;
    }

    private int Depth => _openObjects + _openArrays;

    /// <summary>Parses <paramref name="text"/>. Total: every text gives a tree, never an exception.</summary>
    /// <param name="path">The path that problems shall name.</param>
    /// <param name="text">The text.</param>
    public static JsonTree Parse(string path, string text)
    {
        var source = new JsonText(path, text);
        var parser = new JsonParser(source);
        var root = parser.ParseRoot();
        return new JsonTree(source, root, parser._scanner.Problems) { IsStructureBroken = parser._isStructureBroken };
    }

    private JsonNode ParseRoot()
    {
        _scanner.SkipTrivia();
        if (_scanner.AtEnd)
        {
            _scanner.Report(_scanner.Position, 0, "The file is empty; write at least {}");
            return Missing(_scanner.Position);
        }

        if (WhyNotJson() is { } reason)
        {
            _scanner.Report(_scanner.Position, 1, reason);
            return Missing(_scanner.Position);
        }

        var root = ParseValue();
        _scanner.SkipTrivia();
        if (!_scanner.AtEnd)
        {
            var start = _scanner.SkipRun();
            _scanner.Report(
                start,
                Math.Max(1, _scanner.Position - start),
                "The JSON ends before this; remove what follows, or an extra bracket before it");
            _isStructureBroken = true;
        }

        return root;
    }

    private JsonNode ParseValue()
    {
        switch (_scanner.Current)
        {
            case '{':
                return Depth >= MaxDepth ? SkipTooDeep() : ParseObject();
            case '[':
                return Depth >= MaxDepth ? SkipTooDeep() : ParseArray();
            case '"':
                return _scanner.ReadString('"');
            case '\'':
                _scanner.Report(_scanner.Position, 1, "JSON does not allow single quotes; use double quotes");
                return _scanner.ReadString('\'');
            case '\u201C' or '\u201D' or '\u201E' or '\u2018' or '\u2019':
                return ReadCurly();
            default:
                return ParseWord();
        }
    }

    private JsonMissing Missing(int start) => new(_scanner.Source, start, Math.Max(0, _scanner.Position - start));

    private JsonObject ParseObject()
    {
        var start = _scanner.Position++;
        var properties = new List<JsonProperty>();
        var lastEnd = _scanner.Position;
        _openObjects++;
        while (true)
        {
            _scanner.SkipTrivia();
            if (_scanner.AtEnd)
            {
                ReportUnclosed(start, properties);
                break;
            }

            if (TryClose('}', ']', _openArrays, lastEnd, out var closed))
            {
                if (closed)
                {
                    break;
                }
            }
            else if (_scanner.Current == ',')
            {
                _scanner.Report(_scanner.Position++, 1, "There is no property before this comma; remove it");
                _scanner.Recover();
            }
            else
            {
                ParseProperty(properties);
                lastEnd = _scanner.Position;
                ParseSeparator(lastEnd);
            }
        }

        _openObjects--;
        return new JsonObject(_scanner.Source, start, _scanner.Position - start, properties);
    }

    private void ParseProperty(List<JsonProperty> properties)
    {
        var key = ParseKey();
        var keyEnd = _scanner.Position;
        _scanner.SkipBlanks();
        if (_scanner.AtComment)
        {
            // System.Text.Json allows one everywhere but here.
            _scanner.Report(_scanner.Position, 2, "A comment cannot be placed between a name and its colon; move it");
            _scanner.SkipTrivia();
        }

        if (_scanner.Current == ':')
        {
            _scanner.Position++;
            if (key is not null)
            {
                _scanner.Recover();
            }

            keyEnd = _scanner.Position;
            _scanner.SkipTrivia();
        }
        else if (_scanner.Current == '=' && key is not null)
        {
            SkipEquals();
            keyEnd = _scanner.Position;
        }
        else
        {
            _scanner.Report(keyEnd, 0, "A colon and a value are missing after the property name; add them");
        }

        JsonNode value;
        if (_scanner.AtEnd || _scanner.Current is ',' or '}' or ']')
        {
            _scanner.Report(keyEnd, 0, "The property has no value; write one, or remove the property");
            value = new JsonMissing(_scanner.Source, keyEnd, 0);
        }
        else
        {
            value = ParseValue();
        }

        if (key is not null)
        {
            properties.Add(new JsonProperty(key, value));
        }
    }

    private JsonString? ParseKey()
    {
        var start = _scanner.Position;
        switch (_scanner.Current)
        {
            case '"':
                return _scanner.ReadString('"');
            case '\'':
                _scanner.Report(start, 1, "JSON does not allow single quotes; use double quotes");
                return _scanner.ReadString('\'');
            case '\u201C' or '\u201D' or '\u201E' or '\u2018' or '\u2019':
                return ReadCurly();
            case '{' or '[':
                _scanner.Report(start, 1, "A property name is expected here; write it in double quotes, followed by a colon");
                return null;
            case ':':
                _scanner.Report(start, 1, "A property name is missing before the colon; write it in double quotes");
                return null;
            case '/':
                _scanner.Report(start, 1, "A comment begins with // or /*; remove this character");
                _scanner.Position++;
                return null;
            default:
                return ParseBareKey(start);
        }
    }

    private JsonNode ParseArray()
    {
        var start = _scanner.Position++;
        var items = new List<JsonNode>();
        var lastEnd = _scanner.Position;
        var isNamed = false;
        _openArrays++;
        while (true)
        {
            _scanner.SkipTrivia();
            if (_scanner.AtEnd)
            {
                _scanner.Report(start, 1, "This array is never closed; add ']'");
                _isStructureBroken = true;
                break;
            }

            if (TryClose(']', '}', _openObjects, lastEnd, out var closed))
            {
                if (closed)
                {
                    break;
                }
            }
            else if (_scanner.Current == ',')
            {
                _scanner.Report(_scanner.Position++, 1, "There is no value before this comma; remove it");
                _scanner.Recover();
            }
            else
            {
                var item = ParseValue();
                _scanner.SkipTrivia();
                if (IsNameOutside(item, items))
                {
                    _scanner.Report(lastEnd, 0, "']' is missing here; add it");
                    _scanner.Position = item.Start;
                    break;
                }

                if (_scanner.Current == ':' && item is JsonString && items.Count == 0 && !isNamed)
                {
                    _openArrays--;
                    return ParseMisbracketed(start, item.Start);
                }

                if (!isNamed)
                {
                    items.Add(item);
                }

                lastEnd = item.Start + item.Length;
                isNamed = _scanner.Current == ':';
                if (isNamed)
                {
                    _scanner.Report(_scanner.Position++, 1, "An array has values without names; remove the colon, or use { }");
                }
                else
                {
                    ParseSeparator(lastEnd);
                }
            }
        }

        _openArrays--;
        return new JsonArray(_scanner.Source, start, _scanner.Position - start, items);
    }
}
