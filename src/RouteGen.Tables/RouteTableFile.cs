using System.Text;
using RouteGen.Definitions;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tables.Building;
using RouteGen.Tables.Files;

namespace RouteGen.Tables;

/// <summary>
/// A <c>routes.json</c> that was read: what it says, and what is wrong with it by the rules that the compiler has. Immutable.
/// </summary>
public sealed class RouteTableFile
{
    private readonly Lazy<RouteTableDefinition> _definition;

    private RouteTableFile(CheckedFile file, ProviderAdapters adapters)
    {
        Checked = file;
        Problems = [.. file.Problems.Select(ProblemOf)];
        _definition = new(() => DefinitionBuilder.Build(file.Reading.Table, adapters));
    }

    /// <summary>The file's path, as it was given.</summary>
    public string Path => Checked.Reading.Path;

    /// <summary>The table's class name, which also names its settings, its budgets' accounts and its HTTP clients.</summary>
    public string Name => Checked.Reading.Table.ClassName;

    /// <summary>What is wrong: of a table that cannot be used only what stops it, and secrets; else what the rules find.</summary>
    public IReadOnlyList<RouteTableProblem> Problems { get; }

    /// <summary>Whether nothing blocks it.</summary>
    public bool IsUsable => !Problems.Any(static p => p.IsBlocking);

    /// <summary>The definition, equal to the one that the generator writes for the same text.</summary>
    /// <exception cref="InvalidOperationException">The table cannot be used; the message is the first thing that blocks it.</exception>
    public RouteTableDefinition Definition => Problems.FirstOrDefault(static p => p.IsBlocking) is { } problem
        ? throw new InvalidOperationException($"The table cannot be used: {problem}")
        : _definition.Value;

    internal CheckedFile Checked { get; }

    /// <summary>Reads a file, and the files of shared models that it uses.</summary>
    /// <exception cref="IOException">The file cannot be read. (What it uses and cannot be read is a problem, RG0011.)</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RouteTableFile Load(string path, RouteTableFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(path, File.ReadAllText(path, Encoding.UTF8), options);
    }

    /// <summary>Reads a text. Any text gives a table and problems, never an exception.</summary>
    /// <param name="path">Where it stands: problems name it, and what it uses is found from there.</param>
    /// <param name="text">The text, JSON with comments and trailing commas.</param>
    /// <param name="options">How to read it.</param>
    public static RouteTableFile Read(string path, string text, RouteTableFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(text);
        options ??= new();
        return new(CheckedFile.Check(new TextFile(path, text), options), options.Adapters);
    }

    private static RouteTableProblem ProblemOf(Problem problem) => new()
    {
        RuleId = problem.Rule.Id,
        Title = problem.Rule.Title,
        Message = problem.Message,
        Severity = problem.Rule.Severity == ProblemSeverity.Error ? RouteTableProblemSeverity.Error : RouteTableProblemSeverity.Warning,
        IsBlocking = problem.Rule.IsBlocking,
        Path = problem.Path,
        Line = problem.Range.Line + 1,
        Column = problem.Range.Column + 1,
        EndLine = problem.Range.EndLine + 1,
        EndColumn = problem.Range.EndColumn + 1,
    };
}
