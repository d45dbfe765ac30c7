using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Model.Checks;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Analyzers.Files;

/// <summary>Reports the blocking problems of route tables while they are typed. The generator reports the same ones in a build.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteTableAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Reads each text once, however often the compilation around it changes.</summary>
    private readonly SourceTextValueProvider<TableText> _texts = new(static text => new TableText(text.ToString()));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var options = start.Options.AnalyzerConfigOptionsProvider;
            var files = start.Options.AdditionalFiles.ToLookup(file => FileRoles.Of(file, options));
            if (files[FileRole.Table].Any())
            {
                TableText Read(SourceText text) => start.TryGetValue(text, _texts, out var known) ? known : new TableText(text.ToString());
                var problems = new Lazy<EquatableArray<Problem>>(() => ProblemsOf(start.Options, files, Read));
                start.RegisterAdditionalFileAction(file => Report(file, problems.Value));
            }
        });
    }

    private static void Report(AdditionalFileAnalysisContext file, EquatableArray<Problem> problems)
    {
        foreach (var problem in problems.Where(problem => problem.Path == file.AdditionalFile.Path))
        {
            file.ReportDiagnostic(ProblemDiagnostic.Of(problem));
        }
    }

    private static EquatableArray<Problem> ProblemsOf(AnalyzerOptions options, ILookup<FileRole, AdditionalText> files, Func<SourceText, TableText> read)
    {
        var settings = BuildSettings.From(options.AnalyzerConfigOptionsProvider.GlobalOptions);
        var models = files[FileRole.Models]
            .Select(file => new TextFile(file.Path, file.GetText()?.ToString() ?? ""))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToEquatableArray();
        return ProjectProblems.Of(files[FileRole.Table].Select(file => read(file.GetText() ?? SourceText.From("")).Read(file.Path, models)).ToArray(), settings);
    }
}
