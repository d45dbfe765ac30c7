using RouteGen.Costs;
using RouteGen.Generators.Writing;
using RouteGen.Model.Plans;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>Writes a price as data.</summary>
internal static class PriceDefinitionWriter
{
    public static void Write(SourceWriter writer, ModelEntry model, ModelPrice price)
    {
        var name = MemberName.In("Prices", model.Identifier);
        var modifier = MemberName.Modifier(model.Identifier);
        using (writer.Indented($"public {modifier}static readonly {RuntimeNames.PriceDefinition} {name} = new("))
        {
            WriteIdAndSheet(writer, model, price.Sheet, IsMore(price) ? ")" : ");");
        }

        if (IsMore(price))
        {
            using var initializer = writer.Body("};");
            if (price.Changes.Count > 0)
            {
                WriteChanges(writer, model, price);
            }

            if (price.RegionalMultipliers.Count > 0)
            {
                var regions = price.RegionalMultipliers.Select(region => $"new({Literal(region.Region)}, {Literal(region.Factor)})");
                writer.Set("Regions", $"[{string.Join(", ", regions)}]");
            }
        }
    }

    private static bool IsMore(ModelPrice price) => price.Changes.Count > 0 || price.RegionalMultipliers.Count > 0;

    private static void WriteChanges(SourceWriter writer, ModelEntry model, ModelPrice price)
    {
        using var list = writer.List("Changes");
        foreach (var change in price.Changes)
        {
            using var initializer = writer.Braces("new()", "},");
            writer.Set("From", $"new({Day(change.From)})");
            using var arguments = writer.Indented("Price = new(");
            WriteIdAndSheet(writer, model, change.Sheet, "),");
        }
    }

    private static void WriteIdAndSheet(SourceWriter writer, ModelEntry model, PriceSheet sheet, string end)
    {
        writer.Line($"id: {Literal(DefinitionPlan.PriceId(model, sheet))},");
        WriteSheet(writer, "sheet: new()", sheet, end);
    }

    private static void WriteSheet(SourceWriter writer, string head, PriceSheet sheet, string end)
    {
        var rates = Rates(sheet);
        if (sheet is { Tier: null, Flex: null, Priority: null, Batch: null })
        {
            writer.Initializer(head, rates, end);
            return;
        }

        using var initializer = writer.Braces(head, "}" + end);
        foreach (var rate in rates)
        {
            writer.Line(rate + ",");
        }

        WriteTier(writer, "Tier = new(", sheet.Tier);
        WriteService(writer, "Flex = new()", sheet.Flex);
        WriteService(writer, "Priority = new()", sheet.Priority);
        WriteService(writer, "Batch = new()", sheet.Batch);
    }

    private static List<string> Rates(PriceSheet sheet)
    {
        var rates = new List<string>();
        Add("Input", sheet.Input);
        Add("CachedInput", sheet.CachedInput);
        Add("CacheWrite", sheet.CacheWrite);
        Add("CacheWrite1h", sheet.CacheWrite1h);
        Add("Output", sheet.Output);
        Add("Reasoning", sheet.Reasoning);
        Add("AudioInput", sheet.AudioInput);
        Add("ImageInput", sheet.ImageInput);
        Add("AudioOutput", sheet.AudioOutput);
        Add("ImageOutput", sheet.ImageOutput);
        Add("UsdPerImage", sheet.UsdPerImage);
        Add("UsdPerRequest", sheet.UsdPerRequest);
        Add("UsdPerWebSearch", sheet.UsdPerWebSearch);
        return rates;

        void Add(string name, decimal? rate)
        {
            if (rate is { } known)
            {
                rates.Add($"{name} = {Literal(known)}");
            }
        }
    }

    private static void WriteService(SourceWriter writer, string head, PriceSheet? sheet)
    {
        if (sheet is not null)
        {
            WriteSheet(writer, head, sheet, ",");
        }
    }

    private static void WriteTier(SourceWriter writer, string head, PriceTier? tier)
    {
        if (tier is null)
        {
            return;
        }

        using (writer.Indented(head))
        {
            writer.Line($"aboveInputTokens: {Literal(tier.AboveInputTokens)},");
            WriteSheet(writer, "rates: new()", tier.Rates, tier.Next is null ? ")," : ")");
        }

        if (tier.Next is not null)
        {
            using var initializer = writer.Body("},");
            WriteTier(writer, "Next = new(", tier.Next);
        }
    }
}
