using RouteGen.Costs;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a tier of a price: the rates above a number of input tokens.</summary>
internal static class TierFields
{
    public static readonly Form<PriceTier?> Form = new(
        "a list of rates above a number of input tokens, smallest first",
        """
        "type": "array", "items": { "$ref": "#/definitions/tier" }
        """,
        static (ObjectReader reader, string name, out PriceTier? first) =>
        {
            first = Read(reader, name);
            return reader[name] is not null;
        });

    /// <summary>The threshold, which is read with those of the tiers before.</summary>
    public static readonly Field<PriceSheet> Above = new("above", Forms.Tokens.As(Forms.Tokens.MustBe + ", more than the tier's before it"))
    {
        Description = "The threshold: the tier applies to requests whose input strictly exceeds it. Unit: tokens.",
        Example = "200000",
        Required = true,
    };

    private static readonly FieldList<PriceSheet> Rates = new(RateFields.All);

    /// <summary>Writes tiers for the hash of their table, and that there are no more.</summary>
    public static void Write(CanonicalText text, PriceTier? first)
    {
        for (var tier = first; tier is not null; tier = tier.Next)
        {
            SheetFields.All.Write(text.Add(tier.AboveInputTokens), tier.Rates);
        }

        text.Add("end of tiers");
    }

    private static PriceTier? Read(ObjectReader price, string name)
    {
        var tiers = new List<(int Above, PriceSheet Rates)>();
        var lowest = 1;
        foreach (var tier in price.Objects(name, Shapes.Tier, "a tier of "))
        {
            var rates = Rates.Read(new PriceSheet(), tier);
            if (tier.Count(Above.Name, lowest) is { } above)
            {
                tiers.Add((above, rates));
                lowest = above == int.MaxValue ? above : above + 1;
            }
        }

        PriceTier? next = null;
        for (var i = tiers.Count - 1; i >= 0; i--)
        {
            next = new PriceTier(tiers[i].Above, tiers[i].Rates) { Next = next };
        }

        return next;
    }
}
