using System.Globalization;

namespace RouteGen.Tables;

/// <summary>Something wrong in a table, as the compiler would say it.</summary>
/// <param name="RuleId">The rule, such as <c>RG1003</c>.</param>
/// <param name="Title">The rule's short name.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="IsBlocking">Whether the table cannot be used.</param>
/// <param name="Path">The file, as its path was given; a file of shared models has its own.</param>
/// <param name="Line">The line of its start, from 1.</param>
/// <param name="Column">The UTF-16 code units before it on that line, plus 1.</param>
/// <param name="EndLine">The line of its end, from 1.</param>
/// <param name="EndColumn">The UTF-16 code units before its end on that line, plus 1.</param>
public sealed record RouteTableProblem(
    string RuleId, string Title, string Message, RouteTableProblemSeverity Severity, bool IsBlocking, string Path,
    int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>As a compiler writes it: <c>routes.json(3,5): error RG0002: …</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Path}({Line},{Column}):"
            + $" {(Severity == RouteTableProblemSeverity.Error ? "error" : "warning")} {RuleId}: {Message}");
}

/// <summary>How bad a problem is.</summary>
public enum RouteTableProblemSeverity
{
    /// <summary>It would warn in a build.</summary>
    Warning,

    /// <summary>It would fail a build.</summary>
    Error,
}
