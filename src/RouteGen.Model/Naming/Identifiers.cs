using System.Globalization;
using System.Text;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Naming;

/// <summary>C# identifiers: made of a table's names, or stated in it.</summary>
public static class Identifiers
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as",
        "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else",
        "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface",
        "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public",
        "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>
    /// The identifier that a name becomes: letters, digits and combining marks are kept, all else
    /// separates words, and each word begins upper-case.
    /// <c>gpt-5-mini</c> becomes <c>Gpt5Mini</c>. Null where none can be made: the name has no such
    /// character, or does not begin with a letter.
    /// </summary>
    public static string? FromName(string name)
    {
        var identifier = new StringBuilder(name.Length);
        var atWordStart = true;
        foreach (var c in name)
        {
            if (!IsLetter(c) && !IsLaterPart(c))
            {
                atWordStart = true;
                continue;
            }

            identifier.Append(atWordStart ? char.ToUpperInvariant(c) : c);
            atWordStart = false;
        }

        return identifier.Length > 0 && IsLetter(identifier[0]) ? identifier.ToString() : null;
    }

    /// <summary>Whether <paramref name="text"/> is an identifier that needs no <c>@</c>.</summary>
    public static bool IsIdentifier(string text)
    {
        if (text.Length == 0 || Keywords.Contains(text) || !(text[0] == '_' || IsLetter(text[0])))
        {
            return false;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] != '_' && !IsLetter(text[i]) && !IsLaterPart(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="text"/> consists of identifiers with dots between them.</summary>
    public static bool IsNamespace(string text) => text.Split('.').All(IsIdentifier);

    // Surrogates are none of these, as in C# itself: its identifiers stay within the basic plane.
    private static bool IsLetter(char c) =>
        !PlainText.IsBlank(c) && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static bool IsLaterPart(char c) => !PlainText.IsBlank(c) && CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
