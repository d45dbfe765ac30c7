using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RouteGen.Docs.Tests.House;

/// <summary>A project of src, bound again from its sources, with the assemblies that it references as this process has them.</summary>
internal sealed class SourceProject
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        """;

    // Bodies that the SDK's own generators write (LoggerMessage, GeneratedRegex) are not in the sources.
    private static readonly string[] Generated = ["CS8795", "CS9248"];

    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NET10_0", "NET10_0_OR_GREATER", "NET8_0_OR_GREATER"]);

    // Read once for all projects: most of the time goes into that.
    private static readonly Dictionary<string, MetadataReference> Assemblies =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal)
            .ToDictionary(
                path => Path.GetFileNameWithoutExtension(path)!,
                path => (MetadataReference)MetadataReference.CreateFromFile(path),
                StringComparer.Ordinal);

    private SourceProject(string name, string folder, CSharpCompilation compilation)
    {
        Name = name;
        Folder = folder;
        Compilation = compilation;
    }

    public string Name { get; }

    public string Folder { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>What could not be bound, one a line: a symbol that is not known is an arrow that is not seen.</summary>
    public IReadOnlyList<string> Unbound =>
    [
        .. Compilation.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error && !Generated.Contains(d.Id))
            .Select(d => d.ToString()),
    ];

    /// <summary>The project's own files, by their paths below it; those that are linked from elsewhere are not.</summary>
    public IReadOnlyList<string> Files =>
        [.. Compilation.SyntaxTrees.Select(t => t.FilePath).Where(IsOwn).Select(Within)];

    public IEnumerable<string> Folders => Files.Select(ProjectArrows.Folder).Distinct(StringComparer.Ordinal);

    /// <summary>The types that are declared in no other, each with the files that declare it.</summary>
    public IEnumerable<(INamedTypeSymbol Type, string File)> Types =>
        Compilation.Assembly.GlobalNamespace.GetMembers().SelectMany(TypesIn)
            .SelectMany(type => type.DeclaringSyntaxReferences.Select(r => (Type: type, Path: r.SyntaxTree.FilePath)))
            .Where(t => IsOwn(t.Path)).Select(t => (t.Type, File: Within(t.Path)))
            .Where(t => !t.Type.IsImplicitlyDeclared && t.Type.CanBeReferencedByName && t.File != "Program.cs");

    public bool IsOwn(string path) => path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    public int LinesOf(string file) => File.ReadLines(Path.Combine(Folder, file)).Count();

    public string Within(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');

    public static IEnumerable<string> FoldersIn(string repository) =>
        Directory.EnumerateDirectories(Path.Combine(repository, "src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Select(path => Path.GetDirectoryName(path)!)
            .Where(folder => Sources(folder).Any())
            .Order(StringComparer.Ordinal);

    public static SourceProject Read(string folder)
    {
        var name = Path.GetFileName(folder);
        var project = XDocument.Load(Path.Combine(folder, name + ".csproj"));
        var linked = project.Descendants("Compile").Select(e => e.Attribute("Include")?.Value).OfType<string>();
        var trees = Sources(folder).Concat(linked.Select(path => Path.GetFullPath(Path.Combine(folder, path))))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), ParseOptions, path))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings + Usings(project), ParseOptions));
        var output = project.Descendants("OutputType").Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var options = new CSharpCompilationOptions(output, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
        return new SourceProject(name, folder, CSharpCompilation.Create(name, trees, References(folder), options));
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol symbol) =>
        symbol is INamedTypeSymbol type ? [type] : ((INamespaceSymbol)symbol).GetMembers().SelectMany(TypesIn);

    private static string Usings(XDocument project) =>
        project.Root!.Attribute("Sdk")?.Value is "Microsoft.NET.Sdk.Web" ? WebUsings : "";

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "templates"))
            .Order(StringComparer.Ordinal);

    /// <summary>The assemblies of others, and those of this house that the project references itself or through another.</summary>
    private static IEnumerable<MetadataReference> References(string folder)
    {
        var own = new HashSet<string>(StringComparer.Ordinal) { "RouteGen.Vocabulary" };
        Collect(folder, own);
        own.Remove(Path.GetFileName(folder));
        return Assemblies.Where(a => own.Contains(a.Key) || !a.Key.StartsWith("RouteGen", StringComparison.Ordinal)).Select(a => a.Value);
    }

    private static void Collect(string folder, HashSet<string> own)
    {
        if (!own.Add(Path.GetFileName(folder)))
        {
            return;
        }

        var references = XDocument.Load(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")).Descendants("ProjectReference")
            .Where(e => e.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .SelectMany(
                e => e.Attribute("Include")!.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        foreach (var reference in references)
        {
            Collect(Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, reference)))!, own);
        }
    }
}
