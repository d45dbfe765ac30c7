using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Model.Problems;

namespace RouteGen.Roslyn.Files;

/// <summary>Makes a C# namespace of MSBuild's RootNamespace, which is a project's name and may hold any text.</summary>
internal static class NamespaceName
{
    public static string From(string? rootNamespace)
    {
        var parts = Seen(rootNamespace ?? "")
            .Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim()).Where(part => part.Length > 0);
        return string.Join(".", parts.Select(Identifier));
    }

    /// <summary>
    /// C# ignores format characters in identifiers, so that the namespace stays the one which the project's own code
    /// has; nor may they hide in what is emitted.
    /// </summary>
    private static string Seen(string text) => new([.. text.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)]);

    private static string Identifier(string part)
    {
        var name = new StringBuilder();
        foreach (var c in part)
        {
            // As the project templates of the SDK do: what cannot stand in an identifier becomes an underscore.
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) && !PlainText.IsUnseen(c) ? c : '_');
        }

        return SyntaxFacts.IsIdentifierStartCharacter(name[0]) ? name.ToString() : "_" + name;
    }
}
