using System.Text;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Fixes;

/// <summary>A fix of a route table or of a file of shared models: it parses the text anew and changes the least of it.</summary>
public sealed class TableFix
{
    private readonly Func<string?, string> _title;
    private readonly Func<string, JsonPlace, string?, IReadOnlyList<TextEdit>> _edits;

    internal TableFix(
        IReadOnlyList<ProblemRule> rules, Func<string?, string> title, Func<string, JsonPlace, string?, IReadOnlyList<TextEdit>> edits)
    {
        Rules = rules;
        _title = title;
        _edits = edits;
    }

    /// <summary>The rules whose problems it fixes.</summary>
    public IReadOnlyList<ProblemRule> Rules { get; }

    /// <summary>
    /// The rules of which it is one of several remedies, between which a person decides: it says where prompts go, or replaces a price that
    /// is stated.
    /// </summary>
    public IReadOnlyList<ProblemRule> Choices { get; init; } = [];

    /// <summary>What it does, as a light bulb says it.</summary>
    /// <param name="suggested">The name that the problem suggests; null where it suggests none.</param>
    public string Title(string? suggested) => _title(suggested);

    /// <summary>
    /// The edits that fix a problem, in no order and without overlaps; none where it is no longer there, or nothing fixes it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The offset of what was reported.</param>
    /// <param name="length">Its length.</param>
    /// <param name="suggested">The name that the problem suggests; null where it suggests none.</param>
    public IReadOnlyList<TextEdit> Edits(string text, int start, int length, string? suggested) =>
        JsonPlace.Find(JsonParser.Parse("", text).Root, start, length) is { } place ? _edits(text, place, suggested) : [];

    /// <summary>A text after edits; of two at one place the first stays first.</summary>
    public static string Apply(string text, IReadOnlyList<TextEdit> edits)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var edit in edits.OrderBy(e => e.Start))
        {
            result.Append(text, at, edit.Start - at).Append(edit.Text);
            at = edit.Start + edit.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
