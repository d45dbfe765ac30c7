using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Generators.Tests.Compiling;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>An in-memory project with the generator, to which edits are made one after the other.</summary>
internal sealed class Project
{
    public const string Kinds = "openai=Fake.Adapter|openrouter=Fake.Adapter|openai-compatible=Fake.Adapter|anthropic=Fake.Adapter";

    /// <summary>Stands for the adapters of the packages.</summary>
    public const string Adapter = """
        #pragma warning disable
        namespace Fake { public sealed class Adapter : global::RouteGen.Definitions.IProviderAdapter {
            public static Adapter Instance { get; } = new();
            public global::Microsoft.Extensions.AI.IChatClient CreateChatClient(global::RouteGen.Definitions.ProviderConnection c) =>
                throw new global::System.NotSupportedException();
            public global::System.Uri? GetDefaultEndpoint(string kind) => null;
            public global::RouteGen.Fault? Classify(global::System.Exception e) => null; } }
        """;

    private static readonly CSharpCompilation Bare = GeneratedCompilation.Create(Adapter);

    private readonly Dictionary<string, JsonFile> _files = new(StringComparer.Ordinal);
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    public Project(string? rootNamespace = "Demo", string kinds = Kinds, string code = "")
    {
        _compilation = code.Length == 0 ? Bare : Bare.AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, GeneratedCompilation.ParseOptions));
        _driver = CSharpGeneratorDriver.Create(
            [new RouteTableGenerator().AsSourceGenerator()],
            parseOptions: GeneratedCompilation.ParseOptions,
            optionsProvider: new ProjectOptions(rootNamespace, kinds),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>A project with one table.</summary>
    public static Run RunOf(string table) => new Project().Write("/app/routes.json", table).Build();

    /// <summary>Adds or changes a file.</summary>
    public Project Write(string path, string? text, string? role = null)
    {
        var file = new JsonFile(path, text, role);
        _driver = _files.TryGetValue(path, out var old) ? _driver.ReplaceAdditionalText(old, file) : _driver.AddAdditionalTexts([file]);
        _files[path] = file;
        return this;
    }

    /// <summary>Adds a C# file, as an edit of C# does.</summary>
    public Project AddCode(string code)
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, GeneratedCompilation.ParseOptions));
        return this;
    }

    /// <summary>Compiles as an older C#.</summary>
    public Project As(LanguageVersion language)
    {
        var options = GeneratedCompilation.ParseOptions.WithLanguageVersion(language);
        var trees = _compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), options));
        _compilation = _compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        _driver = _driver.WithUpdatedParseOptions(options);
        return this;
    }

    /// <summary>References another project.</summary>
    public Project Reference(Compilation other)
    {
        _compilation = _compilation.AddReferences(other.ToMetadataReference());
        return this;
    }

    /// <summary>References an assembly.</summary>
    public Project Reference(PortableExecutableReference file)
    {
        _compilation = _compilation.AddReferences(file);
        return this;
    }

    /// <summary>Has MSBuild say something more.</summary>
    public Project Say(string property, string value)
    {
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions("Demo", Kinds, (property, value)));
        return this;
    }

    /// <summary>Changes what MSBuild says.</summary>
    public Project Set(string? rootNamespace, string kinds)
    {
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions(rootNamespace, kinds));
        return this;
    }

    public Run Build()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var compilation, out var _);
        return new Run(_driver.GetRunResult().Results.Single(), compilation);
    }
}
