using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Benchmarks.Compiler;
using RouteGen.Generators;

namespace RouteGen.Benchmarks.Footprint;

/// <summary>Lines of what is generated, blank ones and comments not counted.</summary>
internal static class GeneratedLines
{
    /// <summary>What one more route adds, between a table of 20 and one of 200.</summary>
    public static double PerRoute() => (Count(200) - Count(20)) / 180.0;

    /// <summary>All of a table's lines.</summary>
    public static int Count(int routes)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        var driver = CSharpGeneratorDriver.Create(
            [new RouteTableGenerator().AsSourceGenerator()], [new MemoryText(TableText.Write(routes))], parsing, new MemoryOptions())
            .RunGenerators(CSharpCompilation.Create("App"));
        return driver.GetRunResult().Results[0].GeneratedSources
            .SelectMany(source => source.SourceText.Lines)
            .Select(line => line.ToString().Trim())
            .Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith('#'));
    }
}
