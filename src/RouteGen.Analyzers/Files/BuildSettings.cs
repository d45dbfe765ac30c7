using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Model.Tables;

namespace RouteGen.Analyzers.Files;

/// <summary>What the build says beside the files.</summary>
/// <param name="RootNamespace">A valid C# namespace, or empty for the global one.</param>
/// <param name="Kinds">The provider kinds of the referenced adapter packages.</param>
internal sealed record BuildSettings(string RootNamespace, ProviderKinds Kinds)
{
    public static BuildSettings From(AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.RootNamespace", out var rootNamespace);
        return new(NamespaceName.From(rootNamespace), ProviderKinds.From(options));
    }

    /// <summary>The namespace of a table's types.</summary>
    public string NamespaceOf(RouteTable table) => table.Namespace ?? RootNamespace;
}
