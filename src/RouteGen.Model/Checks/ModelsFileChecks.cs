using RouteGen.Model.Checks.Prices;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks;

/// <summary>The rules on prices, run over a whole file of models, whether a table uses them or not.</summary>
public static class ModelsFileChecks
{
    /// <summary>What is implausible about the prices of <paramref name="file"/>.</summary>
    public static EquatableArray<Problem> Run(ModelsFile file) => file.Entries
        .Where(entry => entry.Model.Price is not null)
        .SelectMany(entry => (entry.Place.Value as JsonObject)?.Find("usdPerMTok")?.Value is JsonObject node
            ? PlausiblePriceCheck.Check(entry.Model, entry.Model.Price!, node, isBilledByToken: true)
            : [])
        .ToEquatableArray();
}
