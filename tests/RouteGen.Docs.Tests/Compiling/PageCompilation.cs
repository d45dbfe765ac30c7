using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RouteGen.Generators;

namespace RouteGen.Docs.Tests.Compiling;

/// <summary>
/// Compiles a block of a page with what is generated from a table, as a project named SupportApp with these packages would.
/// </summary>
internal static class PageCompilation
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

    // What stands around the statements of an excerpt.
    private const string Surroundings = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection services, " +
        "global::SupportApp.SupportRoutes routes, string ticket";

    // The package's suppressor silences the first, and every project's SDK the others.
    private static readonly string[] Silenced = ["CS8524", "CS1701", "CS1702"];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>All that this process can load, but for the room that shares types with the runtime.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("RouteGen.Model.dll" or "RouteGen.Roslyn.dll"
                or "RouteGen.Generators.dll" or "RouteGen.Analyzers.dll" or "RouteGen.CodeFixes.dll" or "routegen.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Warnings and errors, one a line.</summary>
    public static string Complaints(string table, string block, params IReadOnlyList<string> before) =>
        Complaints(Compile(table, [block, .. before]));

    /// <summary>Compiles blocks as one project and loads it; a program among them is its entry point.</summary>
    public static Assembly Load(string table, IReadOnlyList<string> blocks) =>
        Load(new AssemblyLoadContext("SupportApp"), Emit(Compile(table, blocks)));

    /// <summary>Compiles a table into a library, and blocks into a program that references it, and loads both.</summary>
    public static Assembly LoadOver(string table, IReadOnlyList<string> blocks)
    {
        var context = new AssemblyLoadContext("Service");
        var library = Emit(Compile(table, []));
        Load(context, library);
        var service = CSharpCompilation.Create(
            "Service", Trees(blocks), [.. References, MetadataReference.CreateFromImage(library)],
                Options(OutputKind.DynamicallyLinkedLibrary));
        return Load(context, Emit((service, [])));
    }

    private static byte[] Emit((Compilation Compilation, IEnumerable<Diagnostic> Problems) compiled)
    {
        Assert.Equal("", Complaints(compiled));
        using var image = new MemoryStream();
        Assert.True(compiled.Compilation.Emit(image).Success);
        return image.ToArray();
    }

    private static Assembly Load(AssemblyLoadContext context, byte[] image)
    {
        using var stream = new MemoryStream(image);
        return context.LoadFromStream(stream);
    }

    private static string Complaints((Compilation Compilation, IEnumerable<Diagnostic> Problems) result) => string.Join(
        '\n',
        result.Problems.Concat(result.Compilation.GetDiagnostics())
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !Silenced.Contains(d.Id)));

    private static (Compilation Compilation, IEnumerable<Diagnostic> Problems) Compile(string table, IReadOnlyList<string> blocks)
    {
        var kind = blocks.Any(IsHosted) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create("SupportApp", Trees(blocks), References, Options(kind));
        CSharpGeneratorDriver.Create(
            [new RouteTableGenerator().AsSourceGenerator(), .. JsonContracts.Generators(blocks)],
            [new TableText(table)], ParseOptions, new BuildProperties(blocks.Any(IsOneFile)))
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var problems);
        return (whole, problems);
    }

    private static IEnumerable<SyntaxTree> Trees(IEnumerable<string> blocks) =>
        blocks.Select(block => Whole(Code(block))).Prepend(ImplicitUsings).Select(source =>
            CSharpSyntaxTree.ParseText(source, ParseOptions));

    private static CSharpCompilationOptions Options(OutputKind kind) => new(kind, nullableContextOptions: NullableContextOptions.Enable);

    // A program with a host stays what it is, so that it can be run by its arguments.
    private static bool IsHosted(string block) => block.Contains(".CreateBuilder(args)", StringComparison.Ordinal);

    private static bool IsOneFile(string block) => block.Split('\n').Any(IsDirective);

    /// <summary>A program of one file without what its command line reads and no compiler.</summary>
    private static string Code(string block) => string.Join('\n', block.Split('\n').Where(line => !IsDirective(line)));

    private static bool IsDirective(string line) => line.StartsWith("#:", StringComparison.Ordinal)
        || line.StartsWith("#!", StringComparison.Ordinal);

    /// <summary>Types stay as they are; statements go into a method that has what the text around them speaks of.</summary>
    private static string Whole(string block)
    {
        var root = CSharpSyntaxTree.ParseText(block, ParseOptions).GetCompilationUnitRoot();
        GlobalStatementSyntax[] statements = [.. root.Members.OfType<GlobalStatementSyntax>()];
        if (statements.Length == 0 || IsHosted(block))
        {
            return block;
        }

        // A program makes for itself what an excerpt is given.
        var isProgram = block.Contains("new ServiceCollection()", StringComparison.Ordinal);
        var types = string.Concat(root.Members.Except<MemberDeclarationSyntax>(statements).Select(m => m.ToFullString()));
        var body = string.Concat(statements.Select(s => s.ToFullString()));
        return $$"""
            {{root.Usings.ToFullString()}}
            public static class TheBlock
            {
                public static async Task RunAsync({{(isProgram ? "" : Surroundings)}})
                {
                    await Task.Yield();
                    {{body}}
                }
            }
            {{types}}
            """;
    }
}
