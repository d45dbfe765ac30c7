using RouteGen.Model.Json;

namespace RouteGen.Model.Fixes;

/// <summary>Allows a target no more output than its model writes, which is what it is asked for anyway.</summary>
internal static class OutputFix
{
    private const string Option = "maxOutputTokens";

    /// <param name="text">The text.</param>
    /// <param name="place">The limit, or the name of a target in a chain.</param>
    /// <param name="most">What the model writes.</param>
    public static IReadOnlyList<TextEdit> Edits(string text, JsonPlace place, string most) => place switch
    {
        { Node: JsonNumber limit } => [new(limit.Start, limit.Length, most)],
        { Node: JsonString, Property: null, Above.Property.Name: "chain" } => InItem(text, place.Node, most),
        { Node: JsonString, Property.Name: "target", Parent: JsonObject entry } => InEntry(text, entry, most),

        // A list of targets that a fault leads to has no options.
        _ => [],
    };

    private static IReadOnlyList<TextEdit> InItem(string text, JsonNode item, string most) =>
    [
        new(item.Start, item.Length,
            $"{{ \"target\": {text.Substring(item.Start, item.Length)}, \"options\": {{ \"{Option}\": {most} }} }}"),
    ];

    private static IReadOnlyList<TextEdit> InEntry(string text, JsonObject entry, string most) => entry.Find("options")?.Value switch
    {
        JsonObject options => JsonEdits.Add(text, options, $"\"{Option}\": {most}"),
        null => JsonEdits.Add(text, entry, $"\"options\": {{ \"{Option}\": {most} }}"),
        _ => [],
    };
}
