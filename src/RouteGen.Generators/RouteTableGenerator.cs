using Microsoft.CodeAnalysis;
using RouteGen.Analyzers.Files;
using RouteGen.Generators.Emission;
using RouteGen.Generators.Inputs;
using RouteGen.Generators.Projection;

namespace RouteGen.Generators;

/// <summary>Turns every routes.json of a project into typed routes.</summary>
/// <remarks>
/// Nothing here looks at the compilation: an edit of C# finds every step cached. Sources come from values without positions, so an edit of
/// white space ends at <see cref="Steps.Tables"/>, and an edit of a price passes only through <see cref="Steps.Costs"/>.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class RouteTableGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => BuildSettings.From(options.GlobalOptions)).WithTrackingName(Steps.Settings);
        var files = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider).SelectMany(InputFile.From).WithTrackingName(Steps.Files);
        var models = files.Collect().Select(InputFile.ModelFiles).WithTrackingName(Steps.ModelFiles);
        var readings = files.Combine(models).SelectMany(InputFile.Read).WithTrackingName(Steps.Readings);

        var project = readings.Collect().Combine(settings).WithTrackingName(Steps.Project);
        var tables = project.SelectMany(TableSources.Of).WithTrackingName(Steps.Tables);
        var shapes = tables.Select(static (table, _) => table.WithoutPrices()).WithTrackingName(Steps.Shapes);
        var problems = project.Select(static (input, _) => ProjectProblems.Of(input.Left, input.Right)).WithTrackingName(Steps.Problems);

        context.RegisterSourceOutput(shapes.Select(RoutesEmitter.Emit).WithTrackingName(Steps.Routes), AddSource);
        context.RegisterSourceOutput(shapes.Select(ChainsEmitter.Emit).WithTrackingName(Steps.Chains), AddSource);
        context.RegisterSourceOutput(shapes.Select(HooksEmitter.Emit).WithTrackingName(Steps.Hooks), AddSource);
        context.RegisterSourceOutput(tables.Select(CostsEmitter.Emit).WithTrackingName(Steps.Costs), AddSource);

        // Of its own, because places move with every edit and must not take the sources with them.
        context.RegisterSourceOutput(problems, static (output, problems) =>
        {
            foreach (var problem in problems)
            {
                output.ReportDiagnostic(ProblemDiagnostic.Of(problem));
            }
        });
    }

    private static void AddSource(SourceProductionContext output, GeneratedFile file) => output.AddSource(file.HintName, file.Text);
}
