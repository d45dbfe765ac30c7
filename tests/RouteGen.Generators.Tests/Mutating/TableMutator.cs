using System.Text.RegularExpressions;

namespace RouteGen.Generators.Tests.Mutating;

/// <summary>Spoils a table as people and merges do. The same seed gives the same text.</summary>
internal sealed partial class TableMutator(int seed)
{
    private static readonly string[] Tokens =
    [
        "\"\"", "\"gpt-mini\"", "\"haiku\"",
        "\"summarize\"", "\"Equals\"", "\"prices\"", "\"targets\"", "\"keys\"", "\"value__\"", "\"class\"", "\"System\"", "\"1st\"",
        "\"a\\nb\"", "\"*/\"", "\"\\\"\"", "\"\\u202E\"",
        "\"\\uD800\"", "\"ÄÖ\"", "\"route\"", "\"T0\"", "\"Gpt-Mini\"", "\"gpt mini\"", "\"namespace\"", "\"custom\"", "\"5m\"",
        "0", "-1", "1", "1e400", "0.0000001",
        "79228162514264337593543950335", "2147483648", "null", "true", "false", "[]", "{}", "[[[", "}}}", ",", ":", "//", "/*", "\"",
    ];

    private readonly Random _random = new(seed);

    public string Mutate(string text)
    {
        for (var edits = _random.Next(1, 4); edits > 0; edits--)
        {
            text = _random.Next(6) switch
            {
                0 => ReplaceToken(text, Tokens[_random.Next(Tokens.Length)]),
                1 => ReplaceToken(text, TokenOf(text)),
                2 => RemoveSpan(text),
                3 => Insert(text, Tokens[_random.Next(Tokens.Length)]),
                4 => RepeatLine(text),
                _ => ReplaceToken(text, ""),
            };
        }

        return text;
    }

    [GeneratedRegex("\"(?:[^\"\\\\\\n]|\\\\.)*\"|[0-9.]+|true|false|[{}\\[\\],:]")]
    private static partial Regex Token();

    private string TokenOf(string text) => Pick(text)?.Value ?? "";

    private string ReplaceToken(string text, string by) =>
        Pick(text) is { } token ? text[..token.Index] + by + text[(token.Index + token.Length)..] : text;

    private Match? Pick(string text)
    {
        var tokens = Token().Matches(text);
        return tokens.Count == 0 ? null : tokens[_random.Next(tokens.Count)];
    }

    private string RemoveSpan(string text)
    {
        var start = _random.Next(text.Length + 1);
        return text.Remove(start, Math.Min(_random.Next(1, 40), text.Length - start));
    }

    private string Insert(string text, string what) => text.Insert(_random.Next(text.Length + 1), what);

    private string RepeatLine(string text)
    {
        var lines = text.Split('\n').ToList();
        lines.Insert(_random.Next(lines.Count), lines[_random.Next(lines.Count)]);
        return string.Join('\n', lines);
    }
}
