using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

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
        ["build_property.RouteGenProviderKinds"] =
            "openai=RouteGen.OpenAI.OpenAIAdapter|azure-openai=RouteGen.OpenAI.OpenAIAdapter|openai-compatible=RouteGen.OpenAI.OpenAIAdap" +
            "ter|openrouter=RouteGen.OpenAI.OpenAIAdapter|openai+responses=RouteGen.OpenAI.OpenAIResponsesAdapter|azure-openai+responses=" +
            "RouteGen.OpenAI.OpenAIResponsesAdapter|anthropic=RouteGen.Anthropic.AnthropicAdapter",
    });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options([]);

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
