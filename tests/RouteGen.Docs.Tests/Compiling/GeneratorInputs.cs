using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.Compiling;

/// <summary>A table as the compiler sees it.</summary>
internal sealed class TableText(string text) : AdditionalText
{
    public override string Path => "/app/routes.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}

/// <summary>What the package and the adapters' props tell the generator.</summary>
internal sealed class BuildProperties(bool isOneFile) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new()
    {
        ["build_property.RootNamespace"] = "SupportApp",
        ["build_property.RouteGenGlobalNamespace"] = isOneFile ? "true" : "",
        ["build_property.RouteGenProviderKinds"] = AdapterKinds,
    });

    /// <summary>What the packages say themselves, in the files that builds import.</summary>
    private static string AdapterKinds => string.Concat(
        new[] { "RouteGen.OpenAI", "RouteGen.Anthropic", "RouteGen.Ollama" }
            .SelectMany(package => Directory.EnumerateFiles(
                Path.Combine(Page.Repository, "src", package, "buildTransitive"), "*.props", SearchOption.AllDirectories).Take(1))
            .Select(file => XDocument.Load(file).Descendants().Single(e => e.Name.LocalName == "RouteGenProviderKinds").Value
                .Replace("$(RouteGenProviderKinds)", "", StringComparison.Ordinal)));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options([]);

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
