using RouteGen.Costs;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a change of a price beside its rates.</summary>
internal static class ChangeFields
{
    /// <summary>Its first day, which is read with those of the changes before.</summary>
    public static readonly Field<PriceSheet> From = new("from", Forms.Day.As(Forms.Day.MustBe + ", after the change's before it"))
    {
        Description = "The first day on which the price applies, from 00:00 UTC, as yyyy-MM-dd.",
        Example = "\"2027-01-01\"",
        Required = true,
    };
}
