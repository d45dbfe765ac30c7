using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Definitions;
using RouteGen.Generators;

namespace RouteGen.Tables.Tests.Compiled;

/// <summary>Compiles tables with the generator and runs what it wrote.</summary>
internal static class CompiledTables
{
    private static readonly string[] Packages =
    [
        "RouteGen.dll", "RouteGen.Vocabulary.dll", "RouteGen.OpenAI.dll", "RouteGen.Anthropic.dll", "RouteGen.Ollama.dll",
        "Microsoft.Extensions.AI.Abstractions.dll", "Microsoft.Extensions.DependencyInjection.Abstractions.dll",
    ];

    /// <summary>The definitions of usable tables, each of which declares another class.</summary>
    public static IReadOnlyDictionary<string, RouteTableDefinition> Definitions(IEnumerable<string> tables)
    {
        AdditionalText[] files =
        [
            .. tables.Select(static (text, i) => new JsonFile($"/app/t{i}/a.routes.json", text, null)),
            .. tables.Select(static (_, i) => new JsonFile($"/app/t{i}/company.models.json", AnyTable.Models, "models")),
        ];
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        CSharpGeneratorDriver.Create([new RouteTableGenerator().AsSourceGenerator()], files, parsing, new Options())
            .RunGeneratorsAndUpdateCompilation(
                CSharpCompilation.Create(
                    "Application",
                    references:
                    [
                        .. Net100.References.All,
                        .. Packages.Select(static p => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, p))),
                    ],
                    options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)),
                out var compilation,
                out var problems);
        Assert.Empty(problems);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(image.ToArray()).GetCustomAttributes<RouteTableAttribute>()
            .Select(static a => (RouteTableDefinition)a.TableType.GetProperty("Definition")!.GetValue(null)!)
            .ToDictionary(static d => d.Name, StringComparer.Ordinal);
    }

    private sealed class JsonFile(string path, string text, string? role) : AdditionalText
    {
        public override string Path => path;

        public string? Role => role;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } =
            new Values("build_property.RouteGenProviderKinds", Kinds.Property);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values("", null);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Values("build_metadata.AdditionalFiles.RouteGenRole", (textFile as JsonFile)?.Role);
    }

    private sealed class Values(string name, string? text) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == name ? text : null;
            return value is not null;
        }
    }
}
