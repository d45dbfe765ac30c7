using RouteGen.Costs;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

/// <summary>The properties of prices: rates, prices of pieces, tiers by size, and tiers of service.</summary>
internal static class SheetFields
{
    private static readonly Form<PriceSheet> ServiceTier =
        new("an object of rates", "\"$ref\": \"#/definitions/serviceTierPrice\"", ReadServiceTier) { Definition = "serviceTierPrice" };

    /// <summary>What the price of a service tier can have.</summary>
    public static readonly FieldList<PriceSheet> OfServiceTier = new(
    [
        .. RateFields.All,
        new Field<PriceSheet, decimal>("usdPerImage", Forms.PieceRate)
        {
            Description =
                "A generated image, where images are billed per item. Unit: USD per item, with at most 12 fraction digits. If "
                + "omitted, unknown, which is not free.",
            Example = "0.039",
            Read = static (sheet, value) => sheet with { UsdPerImage = value },
            Write = static (text, sheet) => text.AddWhereStated("image", sheet.UsdPerImage),
            Place = 11,
        },
        new Field<PriceSheet, decimal>("usdPerRequest", Forms.PieceRate)
        {
            Description =
                "A request, in addition to its tokens. Unit: USD per item, with at most 12 fraction digits. If omitted, there is no "
                + "such fee.",
            Example = "0.005",
            Read = static (sheet, value) => sheet with { UsdPerRequest = value },
            Write = static (text, sheet) => text.AddWhereStated("request", sheet.UsdPerRequest),
            Place = 12,
        },
        new Field<PriceSheet, decimal>("usdPerWebSearch", Forms.PieceRate)
        {
            Description =
                "A web search by the provider. Unit: USD per item, with at most 12 fraction digits. If omitted, unknown, which is "
                + "not free.",
            Example = "0.01",
            Read = static (sheet, value) => sheet with { UsdPerWebSearch = value },
            Write = static (text, sheet) => text.AddWhereStated("web search", sheet.UsdPerWebSearch),
            Place = 13,
        },
        new Field<PriceSheet, PriceTier?>("tiers", TierFields.Form)
        {
            Description =
                "Prices of larger requests, smallest threshold first: the whole request is billed at the highest tier that its input "
                + "strictly exceeds.",
            Example = """[{ "above": 200000, "input": 0.50, "output": 3.00 }]""",
            Default = "[]",
            Read = static (sheet, value) => sheet with { Tier = value },
            Write = static (text, sheet) => TierFields.Write(text, sheet.Tier),
            Place = 6,
        },
    ]);

    /// <summary>What a price can have, and what stays out of it.</summary>
    public static readonly FieldList<PriceSheet> All = new(
    [
        .. OfServiceTier.Fields,
        new Field<PriceSheet, PriceSheet>("flex", ServiceTier)
        {
            Example = """{ "input": 0.125, "output": 1.00 }""",
            Read = static (sheet, value) => sheet with { Flex = value },
            Write = static (text, sheet) => AddWhereStated(text, "flex", sheet.Flex),
            Place = 14,
        },
        new Field<PriceSheet, PriceSheet>("priority", ServiceTier)
        {
            Example = """{ "input": 0.45, "output": 3.60 }""",
            Read = static (sheet, value) => sheet with { Priority = value },
            Write = static (text, sheet) => AddWhereStated(text, "priority", sheet.Priority),
            Place = 15,
        },
        new Field<PriceSheet, PriceSheet>("batch", ServiceTier)
        {
            Example = """{ "input": 0.125, "output": 1.00 }""",
            Read = static (sheet, value) => sheet with { Batch = value },
            Write = static (text, sheet) => AddWhereStated(text, "batch", sheet.Batch),
            Place = 16,
        },
    ]);

    private static bool ReadServiceTier(ObjectReader reader, string name, out PriceSheet sheet)
    {
        var tier = reader.Object(name, Shapes.ServiceTierPrice, $"{name} of ");
        sheet = new PriceSheet();
        if (tier is not null)
        {
            sheet = OfServiceTier.Read(sheet, tier);
        }

        return tier is not null;
    }

    private static void AddWhereStated(CanonicalText text, string name, PriceSheet? sheet)
    {
        if (sheet is not null)
        {
            text.Add(name);
            All.Write(text, sheet);
        }
    }
}
