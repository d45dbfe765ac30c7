using RouteGen.Model.Checks.Entries;
using RouteGen.Model.Checks.Prices;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks;

/// <summary>The rules on prices and secrets, run over a whole file of models, whether a table uses them or not.</summary>
public static class ModelsFileChecks
{
    /// <summary>What is implausible about the prices of <paramref name="file"/>, and the secrets in it.</summary>
    public static EquatableArray<Problem> Run(ModelsFile file) => file.Entries
        .Where(entry => entry.Model.Price is not null)
        .SelectMany(entry => (entry.Place.Value as JsonObject)?.Find("usdPerMTok")?.Value is JsonObject node
            ? PlausiblePriceCheck.Check(entry.Model, entry.Model.Price!, node, isBilledByToken: true)
            : [])
        .Concat(Secrets(file))
        .ToEquatableArray();

    /// <summary>The secrets in <paramref name="file"/>, which are told whatever else is wrong with it.</summary>
    public static EquatableArray<Problem> Secrets(ModelsFile file) => SecretCheck.Check(file).ToEquatableArray();
}
