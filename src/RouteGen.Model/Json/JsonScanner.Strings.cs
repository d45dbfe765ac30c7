using System.Globalization;
using System.Text;

namespace RouteGen.Model.Json;

internal sealed partial class JsonScanner
{
    /// <summary>Reads a string from its opening quote; without a closing one it ends with its line.</summary>
    public JsonString ReadString(char quote)
    {
        var start = Position;
        var from = start + 1;
        var end = from;
        while (end < _text.Length && _text[end] != quote && _text[end] != '\\' && _text[end] >= ' ')
        {
            end++;
        }

        if (end < _text.Length && _text[end] == quote)
        {
            Position = end + 1;
            return String(start, _text.Substring(from, end - from), _hasLoneSurrogate);
        }

        return ReadEscapedString(start, end, quote);
    }

    private JsonString ReadEscapedString(int start, int from, char quote)
    {
        var value = new StringBuilder(_text, start + 1, from - start - 1, from - start + 16);
        var hasSurrogate = _hasLoneSurrogate;
        Position = from;
        while (!AtEnd && Current is not ('\r' or '\n'))
        {
            var c = Current;
            if (c == quote)
            {
                Position++;
                return String(start, value.ToString(), hasSurrogate);
            }

            if (c == '\\')
            {
                c = ReadEscape();
                hasSurrogate |= char.IsSurrogate(c);
            }
            else
            {
                if (c < ' ')
                {
                    Report(Position, 1, string.Format(
                        CultureInfo.InvariantCulture, "The string contains a control character; write it as \\u{0:x4}", (int)c));
                }

                Position++;
            }

            value.Append(c);
        }

        Report(start, Position - start, "The string is not closed; add '\"' at its end, on the same line");
        return String(start, value.ToString(), hasSurrogate);
    }

    /// <summary>Reads an escape from its backslash; one that is none gives U+FFFD.</summary>
    private char ReadEscape()
    {
        var start = Position++;
        if (AtEnd || Current is '\r' or '\n')
        {
            return '\uFFFD';
        }

        switch (_text[Position++])
        {
            case '"':
                return '"';
            case '\\':
                return '\\';
            case '/':
                return '/';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return ReadHexEscape(start);
            default:
                Report(start, 2, "This is not a JSON escape; write a backslash as two");
                return '\uFFFD';
        }
    }

    private char ReadHexEscape(int start)
    {
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = HexDigit(Current);
            if (digit < 0)
            {
                Report(start, Position - start, "\\u takes four hexadecimal digits, such as \\u00e9");
                return '\uFFFD';
            }

            code = (code << 4) | digit;
            Position++;
        }

        return (char)code;
    }

    private static int HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private JsonString String(int start, string value, bool hasSurrogate) =>
        new(Source, start, Position - start, hasSurrogate ? ReplaceLoneSurrogates(value) : value);

    private static string ReplaceLoneSurrogates(string value)
    {
        var chars = value.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (i + 1 < chars.Length && char.IsSurrogatePair(chars[i], chars[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(chars[i]))
            {
                chars[i] = '\uFFFD';
            }
        }

        return new string(chars);
    }
}
