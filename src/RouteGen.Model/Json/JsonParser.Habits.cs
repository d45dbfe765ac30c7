using System.Globalization;
using System.Text.RegularExpressions;

namespace RouteGen.Model.Json;

// What people write who are used to other languages, or whose editor wrote it.
public sealed partial class JsonParser
{
    private static readonly Regex Yaml = new(@"\G(---\s|-\s+\S|[A-Za-z_][\w-]*:(\s|$))", RegexOptions.CultureInvariant);
    private static readonly Regex Toml = new(
        @"\G(\[\[?[A-Za-z_][\w.-]*\]\]?[ \t\r]*\n\s*[A-Za-z_""\[#]|[A-Za-z_][\w.-]*\s*=\s)", RegexOptions.CultureInvariant);

    private static readonly Regex Name = new(@"^[A-Za-z_$][\w$.-]*$", RegexOptions.CultureInvariant);

    /// <summary>What else the whole text is; null where it may be JSON.</summary>
    private string? WhyNotJson()
    {
        // Every second byte of UTF-16 is one where the text is ASCII.
        if (_text[0] == '\0' || (_text.Length > 1 && _text[1] == '\0'))
        {
            return "The file is not UTF-8: there are NUL characters in it; save it as UTF-8";
        }

        if (_scanner.Current == '<')
        {
            return "This is XML and not JSON; write the table as { } with its properties inside";
        }

        if (Toml.IsMatch(_text, _scanner.Position))
        {
            return "This is TOML and not JSON; write the table as { } with its properties inside, and a colon between a name and its value";
        }

        return !Yaml.IsMatch(_text, _scanner.Position) ? null
            : _text.Contains("model_list:") ? "This is YAML of LiteLLM and not JSON; routegen import litellm-config takes it over"
            : "This is YAML and not JSON; write the table as { } with its properties inside, and names and texts in double quotes";
    }

    private static string NotNumber(string text)
    {
        var plain = text.Replace("_", "").Replace("'", "");
        return plain != text && JsonNumbers.IsNumber(plain, 0, plain.Length)
            ? $"A JSON number has no separators; write {plain}"
            : "This is not a JSON number; write it like 0.25, -1 or 1e3, and text in double quotes";
    }

    private static string NotValue(string text) => text switch
    {
        "True" or "TRUE" or "yes" or "Yes" or "on" => "This is not a JSON value; write true",
        "False" or "FALSE" or "no" or "No" or "off" => "This is not a JSON value; write false",
        "None" or "NULL" or "Null" or "nil" or "undefined" => "This is not a JSON value; omit the property",
        _ => "This is not a JSON value; put text in double quotes",
    };

    /// <summary>Reads a text between quotes that a word processor made.</summary>
    private JsonString ReadCurly()
    {
        var start = _scanner.Position;
        _scanner.Report(start, 1, "JSON does not allow curly quotes; use double quotes (\")");
        for (var i = start + 1; i < _text.Length && _text[i] is not ('\r' or '\n'); i++)
        {
            if (_text[i] is '\u201C' or '\u201D' or '\u2018' or '\u2019' or '"')
            {
                return _scanner.ReadString(_text[i]);
            }
        }

        return _scanner.ReadString('\u201D');
    }

    /// <summary>A name without quotes; null for what cannot be one, so that nothing is said of it but that.</summary>
    private JsonString? ParseBareKey(int start)
    {
        _scanner.SkipRun();
        var run = _text.Substring(start, _scanner.Position - start);
        if (start > 1 && _text[start - 1] == ',' && run.All(char.IsDigit) && char.IsDigit(_text[start - 2]))
        {
            _scanner.Report(start - 1, 1, "A number has a decimal point, not a comma; write a point here");
            return null;
        }

        _scanner.Report(start, run.Length, "A property name must be in double quotes; add them");
        return Name.IsMatch(run) ? new JsonString(_scanner.Source, start, run.Length, run) : null;
    }

    /// <summary>
    /// Reports an object that is never closed: where a property stands that is outside of its object by its indentation, else where the
    /// object begins, which is the outermost whichever bracket is missing.
    /// </summary>
    private void ReportUnclosed(int start, List<JsonProperty> properties)
    {
        _isStructureBroken = true;
        if (FindOutside(start, properties) is ({ } key, var open))
        {
            var line = _scanner.Source.RangeOf(open, 1).Line + 1;
            _scanner.Report(key.Start, key.Length, string.Format(
                CultureInfo.InvariantCulture,
                "'}}' is missing before this: by its indentation it is outside of the object that begins on line {0}", line));
            return;
        }

        _scanner.Report(start, 1, "This object is never closed; add '}'");
    }

    // The depth of this recursion is bounded by the parser's.
    private (JsonString? Key, int Open) FindOutside(int open, IReadOnlyList<JsonProperty> properties)
    {
        foreach (var property in properties)
        {
            if (IndentOf(property.Key.Start, isFirst: true) is { } own && own <= IndentOf(open, isFirst: false)
                && _text.IndexOf('\n', open, property.Key.Start - open) >= 0)
            {
                return (property.Key, open);
            }

            if (property.Value is JsonObject inner && FindOutside(inner.Start, inner.Properties) is ({ } key, var around))
            {
                return (key, around);
            }
        }

        return default;
    }

    /// <summary>The blanks before the first character of a line; null where that has to be this one and is not.</summary>
    private int? IndentOf(int offset, bool isFirst)
    {
        var line = offset == 0 ? 0 : _text.LastIndexOf('\n', offset - 1) + 1;
        var first = line;
        while (first < offset && _text[first] is ' ' or '\t')
        {
            first++;
        }

        return isFirst && first != offset ? null : first - line;
    }

    private JsonNode ParseWord()
    {
        var start = _scanner.SkipRun();
        var length = _scanner.Position - start;
        if (length == 0)
        {
            return ParseAfterMissing(start);
        }

        if (_text[start] is '-' or (>= '0' and <= '9') && JsonNumbers.IsNumber(_text, start, start + length))
        {
            return new JsonNumber(_scanner.Source, start, length);
        }

        switch (_text[start])
        {
            case 't' when Is("true", start, length):
                return new JsonBoolean(_scanner.Source, start, length, true);
            case 'f' when Is("false", start, length):
                return new JsonBoolean(_scanner.Source, start, length, false);
            case 'n' when Is("null", start, length):
                return new JsonNull(_scanner.Source, start, length);
            case '-' or '+' or '.' or (>= '0' and <= '9'):
                _scanner.Report(start, length, NotNumber(_text.Substring(start, length)));
                return Missing(start);
            default:
                _scanner.Report(start, length, NotValue(_text.Substring(start, length)));
                return Missing(start);
        }
    }

    private bool Is(string word, int start, int length) =>
        length == word.Length && string.CompareOrdinal(_text, start, word, 0, length) == 0;
}
