using System.Collections.Immutable;
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

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>All that this process can load, but for the room that shares types with the runtime.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("RouteGen.Model.dll" or "RouteGen.Roslyn.dll"
                or "RouteGen.Generators.dll" or "RouteGen.Analyzers.dll" or "RouteGen.CodeFixes.dll" or "routegen.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>
    /// Warnings and errors, one a line; CS8524 omitted, which the package's suppressor silences, and CS1701, as every build omits it.
    /// </summary>
    public static string Complaints(string table, string block, params IEnumerable<string> before)
    {
        string[] sources = [ImplicitUsings, Whole(block), .. before];
        var compilation = CSharpCompilation.Create(
            "SupportApp",
            sources.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(
            [new RouteTableGenerator().AsSourceGenerator()], [new TableText(table)], ParseOptions, new BuildProperties())
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var problems);
        return string.Join(
            '\n', problems.Concat(whole.GetDiagnostics()).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS8524" or "CS1701")));
    }

    /// <summary>Types stay as they are; statements go into a method that has what the text around them speaks of.</summary>
    private static string Whole(string block)
    {
        var root = CSharpSyntaxTree.ParseText(block, ParseOptions).GetCompilationUnitRoot();
        GlobalStatementSyntax[] statements = [.. root.Members.OfType<GlobalStatementSyntax>()];
        if (statements.Length == 0)
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
