using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>
/// What has to be true of embedding routes across entries: all targets of one give vectors of one model and one length (RG0016), at
/// providers that give any (RG0017), and nothing is stated of a target that its routes have no use for.
/// </summary>
internal sealed class EmbeddingChains(
    IReadOnlyList<ModelEntry> models, Dictionary<string, ProviderEntry> providers, IReadOnlyList<TargetEntry> targets,
    Dictionary<string, TargetEntry> targetsByName, IReadOnlyList<EntryPlace> places, ProblemList problems)
{
    private readonly Dictionary<string, ModelEntry> _models = NamedEntries.ByName(models, model => model.Name);
    private readonly ILookup<(EntrySection, string), JsonNode> _nodes =
        places.ToLookup(place => (place.Section, place.Name), place => place.Property.Value);

    /// <summary>Whether a table has anything to do with embeddings: most have not, and are read at every edit.</summary>
    public static bool Concern(IReadOnlyList<RouteEntry> routes, IReadOnlyList<TargetEntry> targets) =>
        routes.Any(route => route.Type != RouteType.Chat) || targets.Any(target => target.Dimensions is not null);

    public void Check(IReadOnlyList<RouteEntry> routes)
    {
        foreach (var target in targets)
        {
            if (ModelOf(target) is { Dimensions: { } most } && target.Dimensions > most)
            {
                Refuse(target, "dimensions", $"at most the {Shown.Count(most)} of its model", "lower it, or correct the model's");
            }
        }

        var embedding = routes.Where(route => route.Type == RouteType.Embedding).ToArray();
        foreach (var target in TargetsOf(routes.Where(route => route.Type == RouteType.Chat))
            .Where(target => target.Dimensions is not null))
        {
            Refuse(target, "dimensions",
                "omitted where no embedding route uses the target", "remove it, or write \"type\": \"embedding\" in its route");
        }

        foreach (var target in TargetsOf(embedding))
        {
            Refuse(
                target, "serviceTier", "omitted where an embedding route uses the target", "remove it: embeddings have no service tiers");
            Refuse(target, "api", "omitted where an embedding route uses the target", "remove it: there is one protocol for embeddings");
            Refuse(target, "lacks", "omitted where an embedding route uses the target", "remove it: embeddings need no other feature");
        }

        var chatting = new HashSet<string>(
            routes.Where(route => route.Type == RouteType.Chat).SelectMany(route => route.Reach()).Select(entry => entry.Target),
            StringComparer.Ordinal);
        foreach (var route in embedding)
        {
            CheckRoute(route, chatting);
        }
    }

    /// <summary>Whether a kind makes no embeddings, as far as is known here.</summary>
    public static bool MakesNone(string kind) => KnownKinds.Find(kind) is { HasEmbeddings: false };

    private void CheckRoute(RouteEntry route, HashSet<string> chatting)
    {
        TargetEntry? first = null;
        foreach (var target in TargetsOf([route]))
        {
            if (PlaceIn(route, target.Name) is not { } at)
            {
                continue;
            }

            var name = PlainText.Escape(target.Name);
            if (providers.TryGetValue(target.Provider, out var provider) && MakesNone(provider.Kind))
            {
                problems.Add(FileRules.NoEmbeddings, at,
                    $"Route '{PlainText.Escape(route.Name)}' is of type \"embedding\", and RouteGen does not support embeddings from " +
                    $"providers of kind '{provider.Kind}'; take '{name}' out of its chain");
            }

            if (chatting.Contains(target.Name))
            {
                problems.Add(FileRules.InvalidValue,
                    at, "chain", "a list of targets that no chat route uses", $"declare a second target beside '{name}', for embeddings");
            }

            if (target.Model.Length == 0)
            {
                continue;
            }

            first ??= target;
            if (Difference(first, target) is { } difference)
            {
                problems.Add(FileRules.IncomparableEmbeddings, at, $"Vectors of '{name}' cannot be compared with those of " +
                    $"'{PlainText.Escape(first.Name)}' in route '{PlainText.Escape(route.Name)}': {difference}");
            }
        }
    }

    private string? Difference(TargetEntry first, TargetEntry target)
    {
        if (target.Model != first.Model)
        {
            return $"they are of model '{PlainText.Escape(target.Model)}', not '{PlainText.Escape(first.Model)}'; use a target of the " +
                $"same model at another provider, with its name there as 'deployment'";
        }

        var (length, firstLength) = (LengthOf(target), LengthOf(first));
        return length == firstLength
            ? null
            : $"they have {Told(length)} dimensions, not {Told(firstLength)}; state the same 'dimensions' in both targets";
    }

    private int? LengthOf(TargetEntry target) => target.Dimensions ?? ModelOf(target)?.Dimensions;

    private ModelEntry? ModelOf(TargetEntry target) => _models.TryGetValue(target.Model, out var model) ? model : null;

    private static string Told(int? length) => length is { } stated ? Shown.Count(stated) : "unstated";

    private IEnumerable<TargetEntry> TargetsOf(IEnumerable<RouteEntry> routes) =>
        routes.SelectMany(route => route.Reach()).Select(entry => entry.Target)
            .Distinct(StringComparer.Ordinal).Where(targetsByName.ContainsKey).Select(name => targetsByName[name]);

    private void Refuse(TargetEntry target, string name, string mustBe, string remedy)
    {
        if (NodeOf(EntrySection.Targets, target.Name)?.Find(name) is { } stated)
        {
            problems.Add(FileRules.InvalidValue, stated.Key, name, mustBe, remedy);
        }
    }

    /// <summary>Where a route first names a target: in its chain, or in an <c>on</c>.</summary>
    private JsonString? PlaceIn(RouteEntry route, string target)
    {
        if (NodeOf(EntrySection.Routes, route.Name) is not { } node)
        {
            return null;
        }

        var chain = (node.Find("chain")?.Value as JsonArray)?.Items ?? [];
        var named = chain.Select(item => item is JsonObject entry ? entry.Find("target")?.Value : item)
            .Concat(chain.Append(node).OfType<JsonObject>().SelectMany(NamedOnFault));
        return named.OfType<JsonString>().FirstOrDefault(name => name.Value == target);
    }

    private static IEnumerable<JsonNode> NamedOnFault(JsonObject owner) =>
        (owner.Find("on")?.Value as JsonObject)
            ?.Properties.Select(property => property.Value).OfType<JsonArray>().SelectMany(list => list.Items) ?? [];

    private JsonObject? NodeOf(EntrySection section, string name) =>
        _nodes[(section, name)].FirstOrDefault() as JsonObject;
}
