using System.Globalization;

namespace RouteGen.Tables;

/// <summary>Something wrong in a table, as the compiler would say it.</summary>
public sealed record RouteTableProblem
{
    /// <summary>The rule, such as <c>RG1003</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's short name.</summary>
    public required string Title { get; init; }

    /// <summary>What is wrong and what to do about it.</summary>
    public required string Message { get; init; }

    /// <summary>How bad it is.</summary>
    public required RouteTableProblemSeverity Severity { get; init; }

    /// <summary>Whether the table cannot be used.</summary>
    public required bool IsBlocking { get; init; }

    /// <summary>The file, as its path was given; a file of shared models has its own.</summary>
    public required string Path { get; init; }

    /// <summary>The line of its start, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The UTF-16 code units before its start on that line, plus 1.</summary>
    public required int Column { get; init; }

    /// <summary>The line of its end, from 1.</summary>
    public required int EndLine { get; init; }

    /// <summary>The UTF-16 code units before its end on that line, plus 1.</summary>
    public required int EndColumn { get; init; }

    /// <summary>As a compiler writes it: <c>routes.json(3,5): error RG0002: …</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path}({Line},{Column}): {(Severity == RouteTableProblemSeverity.Error ? "error" : "warning")} {RuleId}: {Message}");
}

/// <summary>How bad a problem is.</summary>
public enum RouteTableProblemSeverity
{
    /// <summary>It would warn in a build.</summary>
    Warning,

    /// <summary>It would fail a build.</summary>
    Error,
}
