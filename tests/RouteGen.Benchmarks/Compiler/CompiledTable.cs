using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Generators;

namespace RouteGen.Benchmarks.Compiler;

/// <summary>A table of any size, generated and compiled in memory, as an application would register it.</summary>
internal static class CompiledTable
{
    /// <summary>What adds a table of so many routes to a container, and the type of the table.</summary>
    public static (Action<IServiceCollection> Add, Type Table) Create(int routes)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                // The compiler's side holds the price types too.
                .Where(p => Path.GetFileName(p) is not ("RouteGen.Model.dll" or "RouteGen.Roslyn.dll" or "RouteGen.Generators.dll"))
                .Select(p => MetadataReference.CreateFromFile(p)),
        ];
        var empty = CSharpCompilation.Create("LargeTable", [], references, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create(
            [new RouteTableGenerator().AsSourceGenerator()], [new MemoryText(TableText.Write(routes))], parsing, new MemoryOptions())
            .RunGeneratorsAndUpdateCompilation(empty, out var compilation, out var problems);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success || !problems.IsEmpty)
        {
            throw new InvalidOperationException($"The table does not compile: " +
                $"{string.Join("; ", problems.Concat(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)).Take(3))}");
        }

        image.Position = 0;
        var assembly = new AssemblyLoadContext(nameof(CompiledTable)).LoadFromStream(image);
        var table = assembly.GetTypes().Single(t => t is { IsAbstract: false, Name: "LargeRoutes" });
        var add = assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .First(m => m.Name == "AddLargeRoutes");
        object?[] rest = [.. add.GetParameters().Skip(1).Select(p => p.HasDefaultValue ? p.DefaultValue : null)];
        return (services => add.Invoke(null, [services, .. rest]), table);
    }
}
