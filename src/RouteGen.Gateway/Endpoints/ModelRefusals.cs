using RouteGen.Gateway.Refusals;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What a caller is told who asks for what there is not, or what is not for this caller: the two answer alike.</summary>
internal static class ModelRefusals
{
    public static Refusal Unknown(RouteNames catalog, GatewayAccess access, string model, bool embeddings)
    {
        var nearest = NearestNames.Find(
            model, catalog.For(access).Where(r => r.IsEmbedding == embeddings).SelectMany(r => r.Aliases
                .Where(static a => !a.Contains('*', StringComparison.Ordinal)).Prepend(catalog.NameOf(r))));
        var remedy = nearest.Count > 0
            ? $" The nearest that this key may use: {string.Join(", ", nearest.Select(static n => $"'{n}'"))}."
            : " This key may use none here.";
        return new(404, "model_not_found", $"The model '{Shown(model)}' does not exist, or this key may not use it.{remedy}")
        {
            Type = "invalid_request_error",
            Param = "model",
        };
    }

    private static string Shown(string model) => CallHeaders.Clean(model) ?? "";
}
