using Microsoft.CodeAnalysis;
using RouteGen.Generators.Tests.Compiling;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>What one build gave.</summary>
internal sealed class Run(GeneratorRunResult result, Compilation compilation)
{
    public Exception? Exception => result.Exception;

    public IReadOnlyDictionary<string, string> Sources { get; } =
        result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public string AllText =>
        string.Concat(Sources.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => $"==== {source.Key}\n{source.Value}"));

    public Compilation Compilation => compilation;

    /// <summary>Warnings and errors of the C# compiler alone.</summary>
    public IReadOnlyList<string> Complaints => compilation.Complaints();

    /// <summary>The generator's diagnostics as <c>RG0001 routes.json(3,5)</c>, lines from 1.</summary>
    public IReadOnlyList<string> Problems => [.. result.Diagnostics.Select(Describe)];

    public IReadOnlyList<Diagnostic> Diagnostics => result.Diagnostics;

    /// <summary>What became of a step's outputs, in order.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Outcomes(string step) =>
        result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(run => run.Outputs).Select(output => output.Reason)] : [];

    /// <summary>The files that were handed to the compiler anew.</summary>
    public int FilesAddedAnew => result.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs)
        .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

    /// <summary>Every value that the pipeline holds.</summary>
    public IEnumerable<object> Values => result.TrackedSteps
        .Where(step => typeof(Steps).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public)
            .Any(known => known.Name == step.Key))
        .SelectMany(step => step.Value)
        .SelectMany(run => run.Outputs)
        .Select(output => output.Value);

    private static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        return $"{diagnostic.Id} {Path.GetFileName(span.Path)}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})";
    }
}
