using RouteGen.Model.Values;


namespace RouteGen.Model.Problems;

/// <summary>Something wrong at a place.</summary>
/// <param name="Rule">What kind of wrong.</param>
/// <param name="Path">The file, as its path was given.</param>
/// <param name="Range">The smallest range that is wrong.</param>
/// <param name="Arguments">What fills the rule's message format.</param>
public sealed record Problem(ProblemRule Rule, string Path, TextRange Range, EquatableArray<string> Arguments)
{
    /// <summary>The message: what is wrong and what to do about it.</summary>
    public string Message =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Rule.MessageFormat, Arguments.Cast<object>().ToArray());

    /// <summary>The same, saying that so many more of its kind are not listed. Every format ends with its last argument.</summary>
    internal Problem AndMore(int count) => count == 0 ? this : this with
    {
        Arguments = Arguments.Take(Arguments.Count - 1)
            .Append($"{Arguments[Arguments.Count - 1]}; {count.ToString(System.Globalization.CultureInfo.InvariantCulture)} more of this " +
                $"kind are not listed")
            .ToEquatableArray(),
    };

    /// <summary>
    /// The name that would fix it, where a machine can know one: the word that was meant, the target to add. A code fix writes it.
    /// </summary>
    public string? Suggested { get; init; }
}

/// <summary>A stretch of a text.</summary>
/// <param name="Start">The offset of its first UTF-16 code unit.</param>
/// <param name="Length">Its length in UTF-16 code units.</param>
/// <param name="Line">The line of its start, from 0.</param>
/// <param name="Column">The UTF-16 code units before it on that line.</param>
/// <param name="EndLine">The line of its end, from 0.</param>
/// <param name="EndColumn">The UTF-16 code units before its end on that line.</param>
public readonly record struct TextRange(int Start, int Length, int Line, int Column, int EndLine, int EndColumn);

/// <summary>A kind of problem. Its ID never changes meaning.</summary>
/// <param name="Id">Such as RG0001.</param>
/// <param name="Title">A short name.</param>
/// <param name="MessageFormat">What is wrong and what to do, with places for arguments.</param>
/// <param name="IsBlocking">Whether the table cannot be used: an error that can be neither configured nor suppressed.</param>
/// <param name="Severity">How bad it is unless the project says otherwise.</param>
public sealed record ProblemRule(
    string Id, string Title, string MessageFormat, bool IsBlocking, ProblemSeverity Severity = ProblemSeverity.Error);

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>It fails the build.</summary>
    Error,

    /// <summary>It warns.</summary>
    Warning,
}
