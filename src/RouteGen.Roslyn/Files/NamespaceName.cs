using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace RouteGen.Roslyn.Files;

/// <summary>Makes a C# namespace of MSBuild's RootNamespace, which is a project's name and may hold any text.</summary>
internal static class NamespaceName
{
    public static string From(string? rootNamespace)
    {
        var parts = (rootNamespace ?? "").Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim()).Where(part => part.Length > 0);
        return string.Join(".", parts.Select(Identifier));
    }

    private static string Identifier(string part)
    {
        var name = new StringBuilder();
        foreach (var c in part)
        {
            // As the project templates of the SDK do: what cannot stand in an identifier becomes an underscore.
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
        }

        return SyntaxFacts.IsIdentifierStartCharacter(name[0]) ? name.ToString() : "_" + name;
    }
}
