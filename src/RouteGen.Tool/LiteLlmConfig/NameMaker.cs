using System.Text.RegularExpressions;
using RouteGen.Model.Naming;
using RouteGen.Model.Problems;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Makes names that a table accepts, each once, out of names that a configuration has.</summary>
/// <param name="whyNot">Why an identifier cannot be had; null where it can.</param>
internal sealed partial class NameMaker(Func<string, string?> whyNot)
{
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);

    /// <summary>Whether a name can stand as it is.</summary>
    public static bool IsPlain(string name) => PlainName().IsMatch(name);

    /// <summary>Takes a name as it is where that is possible.</summary>
    public bool TryTake(string name) => Identifiers.FromName(name) is { } identifier && whyNot(identifier) is null
        && _identifiers.Add(identifier);

    /// <summary>A name like the one that is wanted.</summary>
    public string Take(string wanted, Func<string, bool>? isFree = null)
    {
        var plain = Dashes().Replace(Unfit().Replace(wanted, "-"), "-").Trim('-', '.', '_');
        plain = plain.Length == 0 ? "model" : char.IsAsciiLetter(plain[0]) ? plain : "m-" + plain;
        for (var i = 1; ; i++)
        {
            var name = i == 1 ? plain : $"{plain}-{i}";
            if ((isFree?.Invoke(name) ?? true) && TryTake(name))
            {
                return name;
            }
        }
    }

    /// <summary>Whether a name has characters that nobody sees.</summary>
    public static bool IsSeen(string name) => !name.Any(PlainText.IsUnseen);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9._-]*$")]
    private static partial Regex PlainName();

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex Unfit();

    [GeneratedRegex("-{2,}")]
    private static partial Regex Dashes();
}
