namespace RouteGen.Model.Json;

// How the parser goes on where the text is not what it should be.
public sealed partial class JsonParser
{
    /// <summary>A separator, a closing bracket or the end stands where a value should.</summary>
    private JsonNode ParseAfterMissing(int start)
    {
        if (_scanner.Current is ':' or '/')
        {
            _scanner.Report(start, 1, "A value is expected here; remove this character");
            _scanner.Position++;
            _scanner.SkipTrivia();
            return _scanner.AtEnd || _scanner.Current is ',' or '}' or ']' or ':' or '/' ? Missing(start) : ParseValue();
        }

        _scanner.Report(start, 0, "A value is missing here; write one");
        return Missing(start);
    }

    /// <summary>Handles a closing bracket: the right one, one that belongs further out, or one that belongs nowhere.</summary>
    private bool TryClose(char own, char other, int othersOpen, int lastEnd, out bool closed)
    {
        closed = false;
        if (_scanner.Current == own)
        {
            _scanner.Position++;
            _scanner.Recover();
            closed = true;
            return true;
        }

        if (_scanner.Current != other)
        {
            return false;
        }

        if (othersOpen > 0)
        {
            _scanner.Report(lastEnd, 0, $"'{own}' is missing here; add it");
            closed = true;
            _isStructureBroken = true;
        }
        else
        {
            _scanner.Report(_scanner.Position++, 1, $"This '{other}' closes nothing; remove it, or write '{own}'");
            _isStructureBroken = true;
        }

        return true;
    }

    /// <summary>A text with a colon after it, later in an array, is a property of the object around: the array was not closed.</summary>
    private bool IsNameOutside(JsonNode item, List<JsonNode> before) =>
        _scanner.Current == ':' && item is JsonString && before.Count > 0 && _openObjects > 0;

    private void ParseSeparator(int lastEnd)
    {
        _scanner.SkipTrivia();
        if (_scanner.Current == ',')
        {
            _scanner.Position++;
            _scanner.Recover();
        }
        else if (_scanner.Current == ';')
        {
            _scanner.Report(_scanner.Position++, 1, "A comma separates in JSON, not a semicolon; write a comma here");
            _scanner.Recover();
        }
        else if (!_scanner.AtEnd && _scanner.Current is not ('}' or ']'))
        {
            _scanner.Report(lastEnd, 0, "A comma is missing here; add it");
        }
    }

    /// <summary>Reads properties that stand between the brackets of an array, or between one of them and one of an object.</summary>
    private JsonObject ParseMisbracketed(int start, int first)
    {
        _scanner.Report(start, 1, "An array has values without names; write { and } around properties");
        _scanner.Position = first;
        var properties = new List<JsonProperty>();
        _openObjects++;
        while (true)
        {
            _scanner.SkipTrivia();
            if (_scanner.AtEnd)
            {
                _isStructureBroken = true;
                break;
            }

            if (_scanner.Current is '}' or ']')
            {
                _scanner.Position++;
                _scanner.Recover();
                break;
            }

            if (_scanner.Current == ',')
            {
                _scanner.Position++;
                _scanner.Recover();
                continue;
            }

            ParseProperty(properties);
            ParseSeparator(_scanner.Position);
        }

        _openObjects--;
        return new JsonObject(_scanner.Source, start, _scanner.Position - start, properties) { IsMisbracketed = true };
    }

    /// <summary>Reads <c>=</c> or <c>=></c> where a colon should be.</summary>
    private void SkipEquals()
    {
        var start = _scanner.Position++;
        if (_scanner.Current == '>')
        {
            _scanner.Position++;
        }

        _scanner.Report(start, _scanner.Position - start, "A name and its value are joined by a colon; write a colon here");
        _scanner.Recover();
        _scanner.SkipTrivia();
    }

    private JsonMissing SkipTooDeep()
    {
        var start = _scanner.Position;
        _scanner.Report(start, 1, $"More than {MaxDepth} objects and arrays are nested; flatten them");
        var open = 0;
        do
        {
            switch (_scanner.Current)
            {
                case '"':
                    _scanner.ReadString('"');
                    break;
                case '{' or '[':
                    open++;
                    _scanner.Position++;
                    break;
                case '}' or ']':
                    open--;
                    _scanner.Position++;
                    break;
                default:
                    _scanner.Position++;
                    break;
            }

            _scanner.SkipTrivia();
        }
        while (open > 0 && !_scanner.AtEnd);

        return Missing(start);
    }
}
