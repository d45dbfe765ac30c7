using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;
using RouteGen.Roslyn;
using RouteGen.Roslyn.Files;

namespace RouteGen.Analyzers.Tables;

/// <summary>
/// Reports what is wrong with route tables while they are typed: blocking problems, which the generator reports in a
/// build as well, and findings of the rules.
/// </summary>
/// <remarks>
/// A finding is reported in the action of the file that it is in, shared models included, so that an IDE can ask for one file at a time.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteTableAnalyzer : DiagnosticAnalyzer
{
    private readonly Func<SourceText, TableText> _textOf;

    /// <summary>Reads and checks each text once, however often the compilation around it changes.</summary>
    private readonly SourceTextValueProvider<TableText> _texts;

    /// <summary>Makes the analyzer.</summary>
    public RouteTableAnalyzer()
        : this(ReadTable.From)
    {
    }

    internal RouteTableAnalyzer(Func<TextFile, EquatableArray<TextFile>, ReadTable> reader)
    {
        _textOf = text => new TableText(text.ToString(), reader);
        _texts = new SourceTextValueProvider<TableText>(_textOf);
    }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.OfFiles.AddRange(Descriptors.OfTables);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var options = start.Options.AnalyzerConfigOptionsProvider;
            var files = start.Options.AdditionalFiles.ToLookup(file => FileRoles.Get(file, options));
            if (files[FileRole.Table].Any())
            {
                TableText Read(SourceText text) => start.TryGetValue(text, _texts, out var known) ? known : _textOf(text);
                var problems = new Lazy<EquatableArray<Problem>>(() => ProblemsOf(start.Options, files, Read));
                start.RegisterAdditionalFileAction(file => Report(file, problems.Value));
            }
        });
    }

    private static void Report(AdditionalFileAnalysisContext file, EquatableArray<Problem> problems)
    {
        foreach (var problem in problems.Where(problem => problem.Path == file.AdditionalFile.Path))
        {
            file.ReportDiagnostic(ProblemDiagnostic.Create(problem));
        }
    }

    private static EquatableArray<Problem> ProblemsOf(
        AnalyzerOptions options, ILookup<FileRole, AdditionalText> files, Func<SourceText, TableText> read)
    {
        var settings = BuildSettings.From(options.AnalyzerConfigOptionsProvider.GlobalOptions);
        var models = files[FileRole.Models]
            .Select(file => (file.Path, Text: file.GetText()))
            .Where(file => file.Text is not null)
            .Select(file => new TextFile(file.Path, file.Text!.ToString()))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToEquatableArray();

        // Of a file that the compiler cannot read it says so itself.
        var tables = files[FileRole.Table]
            .Select(file => (file.Path, Text: file.GetText()))
            .Where(file => file.Text is not null)
            .Select(file => read(file.Text!).Read(file.Path, models))
            .ToArray();

        var blocking = ProjectProblems.Collect(tables.Select(table => table.Read), settings);
        var blocked = new HashSet<string>(blocking.Select(problem => problem.Path), StringComparer.Ordinal);
        var findings = tables.SelectMany(table => table
            .FindingsAsOf(settings.Today)
            .Where(finding => !settings.IsTodayStated || finding.Rule != TableRules.FutureDay)
            .Where(finding => finding.Rule == TableRules.Secret || !blocked.Contains(table.Read.Reading.Path)));

        // Two tables that use one file of models can find the same in it.
        return blocking.Concat(findings).Distinct().ToEquatableArray();
    }
}
