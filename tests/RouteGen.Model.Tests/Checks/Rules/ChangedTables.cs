using System.Globalization;
using System.Text.RegularExpressions;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>
/// Tables that say other things than the one they are made of, and can mostly still be read: other numbers, other names, other words.
/// </summary>
internal sealed class ChangedTables(int seed)
{
    private static readonly Regex Number = new(@"(?<=[:\[,] *)[0-9.]+", RegexOptions.CultureInvariant);
    private static readonly Regex Text = new("\"[^\"]*\"", RegexOptions.CultureInvariant);
    private static readonly string[] Numbers =
    [
        "0", "1", "2", "7", "0.001", "0.0001", "250000", "999999", "272000", "2147483647", "1000000"
    ];
    private readonly Random _random = new(seed);

    public string Change(string table)
    {
        for (var changes = 1 + _random.Next(4); changes > 0; changes--)
        {
            table = _random.Next(2) == 0
                ? Replace(table, Number, _ => Numbers[_random.Next(Numbers.Length)])
                : Replace(table, Text, matches => matches[_random.Next(matches.Count)].Value);
        }

        return table;
    }

    private string Replace(string table, Regex what, Func<MatchCollection, string> by)
    {
        var matches = what.Matches(table);
        var at = matches[_random.Next(matches.Count)];
        return string.Create(CultureInfo.InvariantCulture, $"{table[..at.Index]}{by(matches)}{table[(at.Index + at.Length)..]}");
    }
}
