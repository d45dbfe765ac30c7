using System.Text;

namespace RouteGen.Model.Tests.Json;

/// <summary>Generates JSON-like texts and spoils them, the same for the same seed.</summary>
internal sealed class JsonTexts(int seed)
{
    private static readonly string[] Blanks = ["", "", "", " ", "\n", "\t", "\r\n", "// note\n", "/* note */", "//\r", " /**/ "];
    private static readonly string[] Scalars =
    [
        "true", "false", "null",
        "0", "-0", "1", "-12", "0.25", "1e3", "1E-7", "2.50e+10", "\"\"", "\"a\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"",
        "\"é\"", "\"😀\"", "\"\\n\\t\\\\\\/\\\"\"", "123456789012345678901234567890", "\"//\"", "\"/*\"", "\" }\"",
    ];

    private static readonly string[] Slips =
    [
        ",", ":", "{", "}", "[", "]", "\"", "'", "\\", "/",
        "//", "/*", "*/", "\n", "\r", "\0", "\u0001", "\u2028", "\u2029", "\uFEFF", "\u00A0", "\uD83D", "\uDE00", "-", "+", ".", "e", "E",
        "0", "01", "1.", ".5",
        "0x1", "NaN", "tru", "nul", "True", "\\u12", "\\x", "#", ";", "=", " ", "\t", "[[[[", "}}}}", ",,", "a", "é", "😀", "\u0085", "\v",
    ];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var text = new StringBuilder();
        Value(text, _random.Next(5));
        text.Insert(0, Pick(Blanks)).Append(Pick(Blanks));
        for (var slips = _random.Next(4); slips > 0; slips--)
        {
            Spoil(text);
        }

        return text.ToString();
    }

    /// <summary><paramref name="text"/> with one to three slips.</summary>
    public string Mutate(string text)
    {
        var mutated = new StringBuilder(text);
        for (var slips = 1 + _random.Next(3); slips > 0; slips--)
        {
            Spoil(mutated);
        }

        return mutated.ToString();
    }

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];

    private void Value(StringBuilder text, int depth)
    {
        if (depth == 0 || _random.Next(4) == 0)
        {
            text.Append(Pick(Scalars));
            return;
        }

        var isObject = _random.Next(2) == 0;
        text.Append(isObject ? '{' : '[').Append(Pick(Blanks));
        for (var left = _random.Next(4); left > 0; left--)
        {
            if (isObject)
            {
                text.Append('"').Append("abc"[_random.Next(3)]).Append('"').Append(Pick(Blanks)).Append(':').Append(Pick(Blanks));
            }

            Value(text, depth - 1);
            text.Append(Pick(Blanks)).Append(left > 1 || _random.Next(3) == 0 ? "," : "").Append(Pick(Blanks));
        }

        text.Append(isObject ? '}' : ']');
    }

    private void Spoil(StringBuilder text)
    {
        var at = _random.Next(text.Length + 1);
        switch (_random.Next(4))
        {
            case 0:
                text.Insert(at, Pick(Slips));
                break;
            case 1 when at < text.Length:
                text.Remove(at, Math.Min(1 + _random.Next(3), text.Length - at));
                break;
            case 2 when at < text.Length:
                text[at] = Pick(Slips)[0];
                break;
            case 3 when at < text.Length:
                text.Insert(_random.Next(text.Length + 1), text.ToString(at, Math.Min(1 + _random.Next(8), text.Length - at)));
                break;
        }
    }
}
