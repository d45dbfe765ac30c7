using Microsoft.CodeAnalysis;
using RouteGen.Generators.Emission;
using RouteGen.Generators.Inputs;
using RouteGen.Generators.Preconditions;
using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Roslyn.Files;

namespace RouteGen.Generators;

/// <summary>Turns every routes.json of a project into typed routes.</summary>
/// <remarks>
/// Nothing here looks at the compilation, only at what it references where a table is missing: an edit of C# finds every step cached.
/// Sources come from values without positions, so an edit of white space ends at <see cref="Steps.Tables"/>, and an edit of a price passes
/// only through <see cref="Steps.Prices"/>.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class RouteTableGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => BuildSettings.From(options.GlobalOptions))
            .WithTrackingName(Steps.Settings);
        var files = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .SelectMany(InputFile.From)
            .WithTrackingName(Steps.Files);
        var models = files.Collect().Select(InputFile.ModelFiles).WithTrackingName(Steps.ModelFiles);
        var readings = files.Combine(models).SelectMany(InputFile.Read).WithTrackingName(Steps.Readings);

        var project = readings.Collect().Combine(settings).WithTrackingName(Steps.Project);
        var oldLanguage = context.ParseOptionsProvider.Select(LanguageNeed.Missed).WithTrackingName(Steps.OldLanguage);
        var tables = project.Combine(oldLanguage)
            .SelectMany(static (known, cancellation) => known.Right is null ? TableSources.Order(known.Left, cancellation) : [])
            .WithTrackingName(Steps.Tables);
        var shapes = tables.Select(static (table, _) => table.WithoutPrices()).WithTrackingName(Steps.Shapes);

        // Every step is looked at on every key that is pressed, so there are few; a file whose text stays is not handed on again.
        context.RegisterSourceOutput(shapes.SelectMany(SourcesOf).WithTrackingName(Steps.Sources), AddSource);
        context.RegisterSourceOutput(
            tables.Select(static (table, _) => PricesEmitter.Emit(table)).WithTrackingName(Steps.Prices), AddSource);

        // Of its own, because places move with every edit and must not take the sources with them.
        context.RegisterSourceOutput(project.Combine(oldLanguage), static (output, known) =>
        {
            var (tables, settings) = known.Left;
            var problems = known.Right is null
                ? ProjectProblems.CollectWithSecrets(tables, settings).Select(ProblemDiagnostic.Create)
                : LanguageNeed.Report(tables, settings, known.Right);
            foreach (var problem in problems)
            {
                output.ReportDiagnostic(problem);
            }
        });
        context.RegisterSourceOutput(project.Combine(context.MetadataReferencesProvider.Collect()), static (output, known) =>
        {
            foreach (var missing in MissingTable.Find(known))
            {
                output.ReportDiagnostic(missing);
            }
        });
    }

    private static IEnumerable<GeneratedFile> SourcesOf(TableSource shape, CancellationToken cancellation)
    {
        yield return RoutesEmitter.Emit(shape);
        yield return TargetsEmitter.Emit(shape);
        yield return DefinitionEmitter.Emit(shape);
        yield return HooksEmitter.Emit(shape);
        yield return RegistrationEmitter.Emit(shape);

        // The last, because not every table has it: the others keep their places when it comes or goes.
        if (CallersEmitter.Emit(shape) is { } callers)
        {
            yield return callers;
        }
    }

    private static void AddSource(SourceProductionContext output, GeneratedFile file) => output.AddSource(file.HintName, file.Text);
}
