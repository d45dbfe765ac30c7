using RouteGen.Model.Json;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Calendar;

/// <summary>The day on which a price that a table uses was true, as far as anybody says.</summary>
/// <param name="Model">The model.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="File">The file of shared models that it is in; null for the table's own.</param>
/// <param name="Day">The later of the price's own day and the review of its file, as yyyy-MM-dd; null where neither is stated.</param>
internal sealed record PriceAge(ModelEntry Model, JsonProperty Place, SharedFile? File, string? Day)
{
    /// <summary>
    /// A quarter, since prices and retirements are announced about so far ahead: of prices, and of the review of a table.
    /// </summary>
    public const int LongestDays = 90;

    /// <summary>The prices of the models that targets name, in the table's order.</summary>
    public static IEnumerable<PriceAge> Find(TableReading reading)
    {
        var files = reading.SharedFiles.ToDictionary(file => file.Tree.Source);
        var places = reading.Places.Where(place => place.Section == EntrySection.Models)
            .ToDictionary(place => place.Name, place => place.Property, StringComparer.Ordinal);
        foreach (var model in reading.Table.Models)
        {
            if (model.Price is { } price && places.TryGetValue(model.Name, out var place))
            {
                var file = files.TryGetValue(place.Key.Source, out var found) ? found : null;
                yield return new PriceAge(model, place, file, Later(price.AsOf, file is null ? reading.Table.Reviewed : file.Reviewed));
            }
        }
    }

    /// <summary>Whether it was true more than a quarter ago.</summary>
    public bool IsOld(DateTime today) => Days.Parse(Day) is { } day && (today - day).TotalDays > LongestDays;

    // Days written so are in order as texts are.
    private static string? Later(string? one, string? other) => string.CompareOrdinal(one, other) < 0 ? other : one;
}
