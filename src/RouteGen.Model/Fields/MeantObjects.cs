using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Fields;

/// <summary>The object that was probably meant by a value which stands in its place, as JSON; null where that is not known.</summary>
internal static class MeantObjects
{
    /// <summary>Longer than this is not repeated in a message.</summary>
    private const int Longest = 60;

    public static string? For(Shape shape, JsonNode node)
    {
        var text = node.Source.Text.Substring(node.Start, node.Length);
        if (text.Length > Longest || text.IndexOf('\n') >= 0 || SecretForms.Hide(text) != text)
        {
            return null;
        }

        return (shape.Name, node) switch
        {
            ("route", JsonArray { Items: var items }) when items.Count > 0 && items.All(static item => item is JsonString or JsonObject) =>
                $"{{ \"chain\": {text} }}",
            ("route", JsonString) => $"{{ \"chain\": [{text}] }}",
            ("target", JsonString { Value: var path }) when path.IndexOf('/') is > 0 and var slash && path.IndexOfAny(['"', '\\']) < 0 =>
                $"{{ \"provider\": \"{path.Substring(0, slash)}\", \"model\": \"{path.Substring(slash + 1)}\" }}",
            ("timeouts", JsonString or JsonNumber) when (MeantValues.Duration(node) ?? Good(node)) is { } total =>
                $"{{ \"total\": {total} }}",
            ("retry", JsonNumber) => $"{{ \"maxRetries\": {text} }}",
            ("budgetLimit", JsonNumber) => $"{{ \"usd\": {text} }}",
            ("credits", JsonNumber) => $"{{ \"usd\": {text} }}",
            _ => null,
        };
    }

    private static string? Good(JsonNode node) =>
        node is JsonString { Value: var text } && Durations.TryParse(text, out _) ? $"\"{text}\"" : null;
}
