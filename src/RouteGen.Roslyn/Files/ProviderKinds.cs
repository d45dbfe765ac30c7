using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Model.Plans;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Roslyn.Files;

/// <summary>The provider kinds of the referenced adapter packages, in an order that does not depend on that of the packages.</summary>
internal sealed record ProviderKinds(EquatableArray<ProviderKind> Kinds)
{
    public IReadOnlyCollection<string> Names => Kinds.Where(kind => !kind.IsVariant).Select(kind => kind.Name).ToArray();

    /// <summary>
    /// Reads <c>openai=RouteGen.OpenAI.OpenAIAdapter|anthropic=…</c>; <c>;</c> and <c>#</c> would be cut off on the way from MSBuild.
    /// </summary>
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

    /// <summary>
    /// The full name of the adapter's type that serves all that a table asks of a provider; null where no package serves its kind.
    /// </summary>
    public string? AdapterOf(RouteTable table, ProviderEntry provider) =>
        (new DefinitionPlan(table).SpeaksResponses(provider) ? TypeOf(provider.Kind + ProviderKind.Responses) : null)
        ?? TypeOf(provider.Kind);

    private string? TypeOf(string name) => Kinds.FirstOrDefault(known => known.Name == name)?.AdapterType;
}

/// <summary>A kind, or one of its APIs as <c>openai+responses</c>, and the type whose static <c>Instance</c> serves it.</summary>
internal sealed record ProviderKind(string Name, string AdapterType)
{
    /// <summary>What marks an adapter that a table needs only for responses: code that nothing names is trimmed.</summary>
    public const string Responses = "+responses";

    /// <summary>Whether it serves an API of a kind that another entry names.</summary>
    public bool IsVariant => Name.IndexOf('+') >= 0;

    /// <summary>Whether the type can stand in generated code: a property must not become code.</summary>
    public bool IsTypeName => AdapterType.Split('.').All(SyntaxFacts.IsValidIdentifier);
}
