using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Coverage;

/// <summary>The types of an assembly that is being compiled, nested ones too.</summary>
internal static class SourceTypes
{
    public static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        foreach (var member in container.GetMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var nested in In(inner, cancellation))
                {
                    yield return nested;
                }
            }
        }
    }

    /// <summary>By file, then by line: the same on every machine, since the paths differ by their common beginning only.</summary>
    public static int Compare(Location left, Location right)
    {
        var byFile = string.CompareOrdinal(left.SourceTree?.FilePath, right.SourceTree?.FilePath);
        return byFile != 0 ? byFile : left.SourceSpan.CompareTo(right.SourceSpan);
    }

    /// <summary>Whether a place is in a file of a generator, which nobody edits: an entry point of a test framework, say.</summary>
    public static bool IsGenerated(Location place)
    {
        var path = place.SourceTree?.FilePath ?? "";
        return path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase)
            || path.IndexOf("/obj/", StringComparison.Ordinal) >= 0 || path.IndexOf("\\obj\\", StringComparison.Ordinal) >= 0;
    }
}
