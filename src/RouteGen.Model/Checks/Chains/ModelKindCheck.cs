using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1036: a model of embeddings in a chain that asks for replies, or one that writes replies in a chain that asks for vectors.
/// </summary>
internal static class ModelKindCheck
{
    private const ModelFeatures OfReplies =
        ModelFeatures.Streaming | ModelFeatures.Tools | ModelFeatures.JsonSchema | ModelFeatures.Reasoning;

    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            foreach (var link in route.Reach)
            {
                if (Explain(route.Route.Type, link.Target.Model) is { } why)
                {
                    findings.Add(
                        TableRules.OtherKindOfModel.At(
                            link.At, PlainText.Escape(route.Name), why.Asks, PlainText.Escape(link.Target.Model.Name),
                            PlainText.Escape(link.Target.Name), why.Gives, why.Remedy),
                        route.Owner, link.Target.Owner);
                }
            }
        }
    }

    private static (string Asks, string Gives, string Remedy)? Explain(RouteType type, ModelEntry model) => type switch
    {
        RouteType.Chat when model.Dimensions is not null => (
            "replies", "gives vectors, as its 'dimensions' say",
            "name a target of a chat model, or write \"type\": \"embedding\" in the route"),
        RouteType.Embedding when model.Dimensions is null && StatedOfReplies(model) is { } stated => (
            "vectors", $"writes replies, as its '{stated}' says",
            "name a target of an embedding model, or remove \"type\": \"embedding\" from the route"),
        _ => null,
    };

    private static string? StatedOfReplies(ModelEntry model) =>
        model.MaxOutput is not null ? "maxOutput"
        : (model.Features & OfReplies) is not (null or ModelFeatures.None) ? "features"
        : null;
}
