using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Files;

namespace RouteGen.Generators.Inputs;

/// <summary>What the build says to the generator beside the files.</summary>
/// <param name="RootNamespace">A valid C# namespace, or empty for the global one.</param>
/// <param name="Kinds">The provider kinds of the referenced adapter packages.</param>
internal sealed record BuildSettings(string RootNamespace, ProviderKinds Kinds)
{
    public static BuildSettings From(AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var rootNamespace);
        return new(NamespaceName.From(rootNamespace), ProviderKinds.From(options.GlobalOptions));
    }
}
