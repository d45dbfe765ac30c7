namespace RouteGen.Tool.Findings;

/// <summary>How bad a finding is; the order is that of <c>--fail-on</c>.</summary>
internal enum FindingLevel
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Probably wrong.</summary>
    Warning,

    /// <summary>Wrong.</summary>
    Error,
}

/// <summary>Where a finding is. Lines and columns count from 1, in UTF-16 code units, as editors and SARIF count.</summary>
internal sealed record FindingPlace(string Path, int Line, int Column, int EndLine, int EndColumn);

/// <summary>
/// One thing that a verb found: a rule that a table breaks, a change that breaks callers, a regression, an item of a review.
/// </summary>
/// <param name="Id">
/// What kind of finding, which never changes meaning: <c>RG1003</c> of a rule, or the verb's own word such as <c>price-increased</c>.
/// </param>
/// <param name="Level">How bad.</param>
/// <param name="Title">The short name of its kind.</param>
/// <param name="Message">What is wrong, and what to do about it.</param>
internal sealed record Finding(string Id, FindingLevel Level, string Title, string Message)
{
    /// <summary>Where it is; null where it is in no file.</summary>
    public FindingPlace? Place { get; init; }

    /// <summary>What it is about, such as <c>route draft</c>; null for the table.</summary>
    public string? Subject { get; init; }

    /// <summary>What programs want besides: names and values, in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];
}
