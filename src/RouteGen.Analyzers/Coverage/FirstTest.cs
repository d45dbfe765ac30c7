using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Coverage;

/// <summary>Finds the place of what is said of a whole test project.</summary>
internal static class FirstTest
{
    /// <summary>
    /// The first class that has tests, in the order of files and lines; without one the first class at all; nowhere in an empty project.
    /// </summary>
    public static Location PlaceIn(IAssemblySymbol assembly, CancellationToken cancellation)
    {
        var (first, hasTests) = (Location.None, false);
        foreach (var type in SourceTypes.In(assembly.GlobalNamespace, cancellation))
        {
            var isTest = type.GetMembers().Any(member => member is IMethodSymbol method && TestMethod.Runs(method));
            foreach (var place in type.Locations)
            {
                if (!place.IsInSource || (hasTests && !isTest) || SourceTypes.IsGenerated(place))
                {
                    continue;
                }

                if (first == Location.None || (isTest && !hasTests) || SourceTypes.Compare(place, first) < 0)
                {
                    (first, hasTests) = (place, isTest);
                }
            }
        }

        return first;
    }
}
