using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Model.Tables;

namespace RouteGen.Analyzers.Files;

/// <summary>The provider kinds of the referenced adapter packages, in an order that does not depend on that of the packages.</summary>
internal sealed record ProviderKinds(EquatableArray<ProviderKind> Kinds)
{
    public IReadOnlyCollection<string> Names => Kinds.Select(kind => kind.Name).ToArray();

    /// <summary>Reads <c>openai=RouteGen.OpenAI.OpenAIAdapter|anthropic=…</c>; <c>;</c> and <c>#</c> would be cut off on the way from MSBuild.</summary>
    public static ProviderKinds From(AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.RouteGenProviderKinds", out var property);
        var kinds = (property ?? "").Split('|')
            .Select(entry => entry.Split('='))
            .Where(parts => parts.Length == 2)
            .Select(parts => new ProviderKind(parts[0].Trim(), parts[1].Trim()))
            .Where(kind => kind.Name.Length > 0 && kind.IsTypeName)
            .GroupBy(kind => kind.Name, StringComparer.Ordinal)
            .Select(group => group.First())
            .OrderBy(kind => kind.Name, StringComparer.Ordinal);
        return new ProviderKinds(kinds.ToEquatableArray());
    }

    /// <summary>The full name of the adapter's type; null where no package serves the kind.</summary>
    public string? AdapterOf(string kind) => Kinds.FirstOrDefault(known => known.Name == kind)?.AdapterType;
}

/// <summary>A kind and the type whose static <c>Instance</c> serves it.</summary>
internal sealed record ProviderKind(string Name, string AdapterType)
{
    /// <summary>Whether the type can stand in generated code: a property must not become code.</summary>
    public bool IsTypeName => AdapterType.Split('.').All(SyntaxFacts.IsValidIdentifier);
}
