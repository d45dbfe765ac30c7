using RouteGen.Model.Json;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a model's price beside its rates.</summary>
internal static class PriceFields
{
    public static readonly FieldList<ModelPrice> All = new(
        new Field<ModelPrice, EquatableArray<RegionalMultiplier>>("regionalMultipliers", RegionalMultipliers.Form)
        {
            Description =
                "Multiplies the total if the provider's region is one of these, or lies within it; the most specific one counts. "
                + "More than 0 and at most 10, with at most 4 fraction digits.",
            Example = """{ "eu": 1.1 }""",
            Default = "{}",
            Read = static (price, value) => price with { RegionalMultipliers = value },
            Write = static (text, price) => text.AddWhereStated("regional multipliers", price.RegionalMultipliers, WriteMultiplier),
            Place = 3,
        },
        new Field<ModelPrice>(
            "changes",
            Forms.ListOfObjects("a list of prices with the day from which they hold, earliest first", "priceChange"))
        {
            Description =
                "Prices that apply from a day on, earliest first, so that a change can be written down in advance. The UTC day of "
                + "the call selects the price in force; the worst case uses the most expensive of all.",
            Example = """[{ "from": "2027-01-01", "input": 0.20 }]""",
            Default = "[]",
            Write = static (text, price) => text.AddWhereStated("changes", price.Changes, WriteChange),
            Place = 4,
        },
        new Field<ModelPrice, string>("asOf", Forms.Day)
        {
            Description = "The day on which these prices were true, as yyyy-MM-dd.",
            Example = "\"2026-11-20\"",
            Read = static (price, value) => price with { AsOf = value },
            Write = static (text, price) => text.Add(price.AsOf),
            Place = 0,
        },
        new Field<ModelPrice, string>("source", Forms.Text)
        {
            Description = "Where the prices were found.",
            Example = "\"the provider's pricing page\"",
            Read = static (price, value) => price with { Source = value },
            Write = static (text, price) => text.Add(price.Source),
            Place = 1,
        })
    {
        Also = [(2, static (text, price) => SheetFields.All.Write(text, price.Sheet))],
    };

    /// <summary>Writes a model's price for the hash of its table.</summary>
    public static void Write(CanonicalText text, ModelPrice? price)
    {
        text.Add(price is not null);
        if (price is not null)
        {
            All.Write(text, price);
        }
    }

    private static void WriteMultiplier(CanonicalText text, RegionalMultiplier multiplier) =>
        text.Add(multiplier.Region).Add(multiplier.Factor);

    private static void WriteChange(CanonicalText text, PriceChange change) => SheetFields.All.Write(text.Add(change.From), change.Sheet);
}
