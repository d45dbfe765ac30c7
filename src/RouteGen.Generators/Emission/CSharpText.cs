using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Generators.Projection;

namespace RouteGen.Generators.Emission;

/// <summary>Values and names as C# text. Whatever a table says comes out as data.</summary>
internal static class CSharpText
{
    public static readonly string GeneratedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"RouteGen\", \"{typeof(CSharpText).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>
    /// A string literal in plain ASCII: an editor shows no text that the compiler does not see, and no table of Unicode categories, which differ
    /// between runtimes, decides about a byte of the output.
    /// </summary>
    public static string Literal(string? value)
    {
        if (value is null)
        {
            return "null";
        }

        var literal = new StringBuilder("\"");
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

    public static string Literal(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";

    public static string Literal(long? value) => value is { } number ? number.ToString(CultureInfo.InvariantCulture) + "L" : "null";

    public static string Literal(bool value) => value ? "true" : "false";

    public static string Literal(decimal? value) => value is { } number ? Plain(number) + "m" : "null";

    public static string FloatLiteral(decimal? value) => value is { } number ? Plain(number) + "f" : "null";

    public static string Literal(TimeSpan value) => $"new global::System.TimeSpan({value.Ticks.ToString(CultureInfo.InvariantCulture)}L)";

    /// <summary>The members of a flags enum, such as <c>global::RouteGen.ModelFeatures.Streaming | …</c>.</summary>
    public static string Flags<T>(T value)
        where T : struct, Enum => string.Join(" | ", value.ToString().Split([", "], StringSplitOptions.None).Select(name => $"global::RouteGen.{typeof(T).Name}.{name}"));

    /// <summary>A day, as the table writes it.</summary>
    public static string Day(string day)
    {
        IEnumerable<int> parts = day.Split('-').Select(static part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture));
        return $"new global::System.DateOnly({string.Join(", ", parts.Select(static part => part.ToString(CultureInfo.InvariantCulture)))})";
    }

    /// <summary>A fault, as the table writes it.</summary>
    public static string Fault(string fault) => $"global::RouteGen.Fault.{char.ToUpperInvariant(fault[0])}{fault.Substring(1)}";

    /// <summary>Members of an initializer, without those whose value is their default.</summary>
    public static string Members(params string[] assignments) =>
        string.Join(", ", assignments.Where(text => !text.EndsWith(" = null", StringComparison.Ordinal) && !text.EndsWith(" = false", StringComparison.Ordinal)));

    /// <summary>Equal numbers give equal text: 2.00 and 2 are one price.</summary>
    public static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A class name as it can stand in code, where it is a keyword too.</summary>
    public static string Name(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None ? "@" + identifier : identifier;

    public static string DottedName(string name) => string.Join(".", name.Split('.').Select(Name));

    /// <summary>The full name of a generated type.</summary>
    public static string TypeName(this TableSource source, string type) =>
        source.Namespace.Length == 0 ? $"global::{Name(type)}" : $"global::{DottedName(source.Namespace)}.{Name(type)}";

    public static string Accessibility(this TableSource source) => source.Table.IsPublic ? "public" : "internal";
}
