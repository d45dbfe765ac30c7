using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace RouteGen.Benchmarks.Compiler;

/// <summary>A routes.json that is in no folder.</summary>
internal sealed class MemoryText(string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => "/app/routes.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}

/// <summary>What the package's targets would tell the compiler.</summary>
internal sealed class MemoryOptions : AnalyzerConfigOptionsProvider
{
    private static readonly Options Global = new(new()
    {
        ["build_property.RootNamespace"] = "App",
        ["build_property.RouteGenProviderKinds"] = "|openai=RouteGen.OpenAI.OpenAIAdapter"
    });
    private static readonly Options Empty = new([]);

    public override AnalyzerConfigOptions GlobalOptions => Global;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Empty;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Empty;

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
