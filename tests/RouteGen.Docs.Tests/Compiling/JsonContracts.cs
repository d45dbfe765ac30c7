using System.Reflection;
using Microsoft.CodeAnalysis;

namespace RouteGen.Docs.Tests.Compiling;

/// <summary>The generator of JSON contracts that every project has from the SDK.</summary>
internal static class JsonContracts
{
    private static readonly Lazy<ISourceGenerator[]> Found = new(Find);

    /// <summary>The generators that these blocks need: it is loaded only for those that declare contracts.</summary>
    public static IEnumerable<ISourceGenerator> Generators(IEnumerable<string> blocks) =>
        blocks.Any(b => b.Contains("JsonSerializerContext", StringComparison.Ordinal)) ? Found.Value : [];

    private static ISourceGenerator[] Find()
    {
        var file = typeof(JsonContracts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "JsonContractGenerator").Value!;
        return
        [
            .. Assembly.LoadFrom(file).GetTypes()
                .Where(t => !t.IsAbstract && t.GetCustomAttributes<GeneratorAttribute>().Any())
                .Select(t => Activator.CreateInstance(t)).Select(g => g switch
                {
                    IIncrementalGenerator incremental => incremental.AsSourceGenerator(),
                    var other => (ISourceGenerator)other!,
                }),
        ];
    }
}
