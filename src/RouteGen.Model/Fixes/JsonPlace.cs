using RouteGen.Model.Json;

namespace RouteGen.Model.Fixes;

/// <summary>A value in a text with what it is in.</summary>
/// <param name="Node">The value, or the key of a property.</param>
/// <param name="Parent">The object or array that it is in; null for the root.</param>
/// <param name="Property">The property of which it is key or value; null for an item of an array.</param>
/// <param name="Above">The place of the parent.</param>
internal sealed record JsonPlace(JsonNode Node, JsonNode? Parent, JsonProperty? Property, JsonPlace? Above)
{
    /// <summary>The key or value at exactly that span; null where there is none.</summary>
    public static JsonPlace? Find(JsonNode root, int start, int length) => Find(new JsonPlace(root, null, null, null), start, length);

    private static JsonPlace? Find(JsonPlace place, int start, int length)
    {
        var node = place.Node;
        if (node.Start == start && node.Length == length)
        {
            return place;
        }

        return start < node.Start || start + length > node.Start + node.Length
            ? null
            : Children(place).Select(child => Find(child, start, length)).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<JsonPlace> Children(JsonPlace place) => place.Node switch
    {
        JsonObject node =>
            node.Properties.SelectMany(p => new[] { new JsonPlace(p.Key, node, p, place), new JsonPlace(p.Value, node, p, place) }),
        JsonArray node => node.Items.Select(item => new JsonPlace(item, node, null, place)),
        _ => [],
    };
}
