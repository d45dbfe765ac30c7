using RouteGen.Costs;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>Reads a model's <c>usdPerMTok</c>.</summary>
internal static class PriceReader
{
    public static ModelPrice? Read(ObjectReader model)
    {
        if (model.Object("usdPerMTok", Shapes.Price, "the price of ") is not { } price)
        {
            return null;
        }

        var sheet = SheetFields.All.Read(new PriceSheet(), price);
        return PriceFields.All.Read(new ModelPrice(sheet, null, null), price) with { Changes = ReadChanges(price, sheet) };
    }

    private static EquatableArray<PriceChange> ReadChanges(ObjectReader price, PriceSheet sheet)
    {
        var changes = new List<PriceChange>();
        var latest = "";
        foreach (var change in price.Objects("changes", Shapes.PriceChange, "a change of "))
        {
            // What a change omits stays as it was.
            sheet = SheetFields.All.Read(sheet, change);

            // Days written so are in order as texts are.
            if (change.Day(ChangeFields.From.Name, day => string.CompareOrdinal(day, latest) > 0) is { } from)
            {
                changes.Add(new PriceChange(from, sheet));
                latest = from;
            }
        }

        return changes.ToEquatableArray();
    }
}
