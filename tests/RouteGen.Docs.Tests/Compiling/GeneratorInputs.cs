using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Model.Tables;

namespace RouteGen.Docs.Tests.Compiling;

/// <summary>A table as the compiler sees it.</summary>
internal sealed class TableText(string text) : AdditionalText
{
    public override string Path => "/app/routes.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}

/// <summary>What the package and the adapters' props tell the generator.</summary>
internal sealed class BuildProperties : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new()
    {
        ["build_property.RootNamespace"] = "SupportApp",
        ["build_property.RouteGenProviderKinds"] = string.Join('|', KnownKinds.All.SelectMany(AdaptersOf)),
    });

    private static IEnumerable<string> AdaptersOf(KnownKind kind)
    {
        var adapter = $"{kind.Package}.{kind.Package["RouteGen.".Length..]}";
        yield return $"{kind.Name}={adapter}Adapter";
        if (kind.HasResponses)
        {
            yield return $"{kind.Name}+responses={adapter}ResponsesAdapter";
        }
    }

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options([]);

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
