using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace RouteGen.Generators.Writing;

/// <summary>Values and names as C# text. Whatever a table says comes out as data; what it does not say is null, and has no text.</summary>
internal static class CSharpText
{
    /// <summary>From here on digits are grouped.</summary>
    private const int ManyDigits = 10_000;

    /// <summary>
    /// A string literal in plain ASCII: an editor shows no text that the compiler does not see, and no table of Unicode categories, which
    /// differ between runtimes, decides about a byte of the output.
    /// </summary>
    public static string Literal(string value)
    {
        var literal = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"' or '\\':
                    literal.Append('\\').Append(c);
                    break;
                case >= ' ' and <= '~':
                    literal.Append(c);
                    break;
                default:
                    literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
            }
        }

        return literal.Append('"').ToString();
    }

    public static string? LiteralOrNull(string? value) => value is null ? null : Literal(value);

    /// <summary>An integer, of whatever type it is assigned to.</summary>
    public static string Literal(long value) =>
        value.ToString(value is > -ManyDigits and < ManyDigits ? "0" : "#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    public static string? LiteralOrNull(long? value) => value is { } number ? Literal(number) : null;

    /// <summary>Text where a flag is set; none where it is not, since that is what every flag is from the start.</summary>
    public static string? TrueOrNull(bool value) => value ? "true" : null;

    public static string Literal(decimal value) => Plain(value) + "m";

    public static string? LiteralOrNull(decimal? value) => value is { } number ? Literal(number) : null;

    public static string? FloatOrNull(decimal? value) => value is { } number ? Plain(number) + "f" : null;

    /// <summary>The member of an enum of the vocabulary.</summary>
    public static string Literal<T>(T value)
        where T : struct, Enum => Prefix<T>() + value;

    public static string? LiteralOrNull<T>(T? value)
        where T : struct, Enum => value is { } member ? Literal(member) : null;

    /// <summary>The members of a flags enum, such as <c>global::RouteGen.ModelFeatures.Streaming | …</c>.</summary>
    public static string Flags<T>(T value)
        where T : struct, Enum => Prefix<T>() + value.ToString().Replace(", ", " | " + Prefix<T>());

    /// <summary>Arguments of a <c>DateOnly</c>, of a day as the table writes it.</summary>
    public static string Day(string day) => string.Join(
        ", ", day.Split('-').Select(part => Literal(int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))));

    /// <summary>Equal numbers give equal text: 2.00 and 2 are one price.</summary>
    public static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A class name as it can stand in code, where it is a keyword too.</summary>
    public static string Name(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    public static string DottedName(string name) => string.Join(".", name.Split('.').Select(Name));

    /// <summary>
    /// A name for a private field. No two identifiers of a table give the same: only A to Z become small, which other letters do
    /// differently on each runtime.
    /// </summary>
    public static string FieldName(string identifier) =>
        identifier[0] is >= 'A' and <= 'Z' ? $"_{(char)(identifier[0] | ' ')}{identifier.Substring(1)}" : "_" + identifier;

    private static string Prefix<T>() => $"global::{typeof(T).FullName}.";
}
