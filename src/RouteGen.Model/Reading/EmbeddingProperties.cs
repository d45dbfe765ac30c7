using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Reading;

/// <summary>Refuses properties of an embedding route that mean nothing there: what is read must act.</summary>
internal static class EmbeddingProperties
{
    private const string Beside = "omitted where the route's 'type' is \"embedding\"";
    private const string Whole = "remove it: vectors arrive whole, so 'total' and 'attempt' bound them";

    private static readonly (string Section, string Name, string Remedy)[] Meaningless =
    [
        ("", "requires", "remove it: embeddings need no other feature"),
        ("", "strict", "remove it: a request for embeddings has no option that a model may lack"),
        ("", "malformedOutput", "remove it: vectors are not JSON by a schema"),
        ("timeouts", "firstToken", Whole),
        ("timeouts", "idle", Whole),
        ("timeouts", "streamTotal", Whole),
        ("limits", "outputTokens", "remove it: vectors are not tokens, and only input is billed"),
        ("on", "streamBroken", "remove it: vectors are not streamed"),
    ];

    public static void RefuseMeaningless(ObjectReader route)
    {
        var node = (JsonObject)route.Node;
        foreach (var (section, name, remedy) in Meaningless)
        {
            Refuse(route, section.Length == 0 ? node : node.Find(section)?.Value, name, remedy);
        }

        foreach (var item in (node.Find("chain")?.Value as JsonArray)?.Items ?? [])
        {
            Refuse(route, item, "options", "remove it: it shapes what models write, and vectors are not written");
            Refuse(route, (item as JsonObject)?.Find("on")?.Value, "streamBroken", "remove it: vectors are not streamed");
        }
    }

    private static void Refuse(ObjectReader route, JsonNode? owner, string name, string remedy)
    {
        if ((owner as JsonObject)?.Find(name) is { } stated)
        {
            route.Problems.Add(FileRules.InvalidValue, stated.Key, name, Beside, remedy);
        }
    }
}
