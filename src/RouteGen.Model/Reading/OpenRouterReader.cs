using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads <c>openRouter</c> of a provider or a target (openrouter.ai/docs/features/provider-routing).</summary>
internal static class OpenRouterReader
{
    public const string Kind = "openrouter";

    private const string Name = "openRouter";

    /// <param name="owner">The provider or target.</param>
    /// <param name="kind">The provider's kind; null where it is not known, which is reported elsewhere.</param>
    /// <param name="role">What the object is of its owner.</param>
    public static OpenRouterEntry? Read(ObjectReader owner, string? kind, string role)
    {
        var preferences = owner.Object(Name, Shapes.OpenRouter, role);
        if (owner[Name] is not null && kind is not (null or "" or Kind))
        {
            owner.Problems.Add(FileRules.InvalidValue, owner.KeyOf(Name),
                Name, "omitted where the provider's kind is not \"openrouter\"", "remove it: no other provider knows these preferences");
        }

        if (preferences is null)
        {
            return null;
        }

        var stated = OpenRouterFields.All.Read(new OpenRouterEntry(), preferences);
        return preferences.Object("maxPrice", Shapes.OpenRouterPrice, "the maxPrice of ") is { } price
            ? OpenRouterFields.OfPrice.Read(stated, price)
            : stated;
    }
}
