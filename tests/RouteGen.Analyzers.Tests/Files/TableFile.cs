using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RouteGen.Analyzers.Tests.Files;

/// <summary>An additional file, which counts how often it is read.</summary>
internal sealed class TableFile(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    /// <summary>A routes.json with one route without a fallback, and what else is asked for.</summary>
    public static TableFile WithLonelyRoute(
        string path = "/app/routes.json", string table = "LonelyRoutes", string name = "r", string route = "", string root = "") =>
            new(path, $$"""
            {
              "table": "{{table}}", {{root}}
              "models": { "m": { "usdPerMTok": { "input": 1, "output": 5 } } },
              "providers": { "p": { "kind": "openai" } },
              "targets": { "t": { "provider": "p", "model": "m" } },
              "routes": { "{{name}}": { "chain": ["t"] {{route}} } }
            }
            """);

    /// <summary>The text of a diagnostic's place, when it is in this file.</summary>
    public string At(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path == path
        ? _text.ToString(TextSpan.FromBounds(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End))
        : "elsewhere";
}
