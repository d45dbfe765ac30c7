using System.Globalization;
using RouteGen.Costs;
using RouteGen.Generators.Projection;
using RouteGen.Model.Checks;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Emission.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "costs": prices, worst-case costs, the table's hash, and all documentation that names a price.</summary>
internal static class CostsEmitter
{
    public static GeneratedFile Emit(TableSource source, CancellationToken cancellation)
    {
        var writer = new SourceWriter();
        WorstCase[] worst = source.IsBroken ? [] : [.. source.Table.Routes.Select(route => WorstCase.Of(source.Table, route))];
        using (writer.Namespace(source.Namespace))
        {
            using (writer.Braces($"partial class {Name(source.Table.ClassName)}"))
            {
                WritePrices(writer, source.Table);
                WriteCosts(writer, source, worst);
                WriteFactors(writer, source);
            }

            for (var i = 0; i < worst.Length; i++)
            {
                WriteRemarks(writer, source.Table, source.Table.Routes[i], worst[i]);
            }
        }

        return writer.ToFile(source, "Costs");
    }

    private static void WritePrices(SourceWriter writer, RouteTable table)
    {
        writer.Line("/// <summary>The prices of the models, in USD per million tokens.</summary>");
        using var type = writer.Braces("public static class Prices");
        foreach (var model in table.Models)
        {
            if (model.Price is { } price)
            {
                writer.Line($"/// <summary>{DocText.Code(model.Name)}: {PriceText.Of(price)}.</summary>");
                writer.Line($"public {MemberName.Modifier(model.Identifier)}static readonly global::RouteGen.Definitions.PriceDefinition {MemberName.In("Prices", model.Identifier)} = new({Literal(StableHash.PriceId(model.Name, price.Sheet))}, {Sheet(price.Sheet)}){Changes(model.Name, price)};");
            }
        }
    }

    private static void WriteCosts(SourceWriter writer, TableSource source, WorstCase[] worst)
    {
        if (source.IsBroken)
        {
            return;
        }

        using var type = writer.Braces("private static class __Costs");
        writer.Line($"internal const string Hash = {Literal(StableHash.Of(source.Table))};");
        for (var i = 0; i < worst.Length; i++)
        {
            writer.Line($"internal static readonly decimal? _{source.Table.Routes[i].Identifier} = {Literal(worst[i].CostUsd)};");
        }
    }

    /// <summary>By what each target's prices are multiplied: a price like the rest, so that a change of it re-emits this file alone.</summary>
    private static void WriteFactors(SourceWriter writer, TableSource source)
    {
        if (source.IsBroken)
        {
            return;
        }

        using var type = writer.Braces("private static class __PriceFactors");
        foreach (var target in source.Table.Targets)
        {
            writer.Line($"internal static readonly decimal _{target.Identifier} = {Literal(Factor(source.Table, target))};");
        }
    }

    private static decimal Factor(RouteTable table, TargetEntry target) => TargetPrice.Factor(
        table.ModelNamed(target.Model), table.ProviderNamed(target.Provider));

    /// <summary>The compiler joins these with the summary in the part that the concern "routes" writes.</summary>
    private static void WriteRemarks(SourceWriter writer, RouteTable table, RouteEntry route, WorstCase worst)
    {
        writer.Line("/// <remarks>");
        foreach (var entry in route.Reach())
        {
            var target = table.TargetNamed(entry.Target)!;
            var price = table.ModelNamed(target.Model)!.Price;
            writer.Line($"/// <para>{DocText.Code(target.Name)}: {PriceText.Of(price, target, Factor(table, target))}.</para>");
        }

        writer.Line($"/// <para>At worst {DocText.Count(worst.Attempts)} attempts; {DocText.Seconds(worst.WhenFailing)} when all fail late, {DocText.Seconds(worst.WhenTimingOut)} when all time out, {DocText.Seconds(worst.WhenRateLimited)} when all are rate-limited; {(worst.CostUsd is { } cost ? Plain(cost) + " USD" : "cost unknown")}.{string.Concat(OverrunText.Of(table, route))}</para>");
        writer.Line("/// </remarks>");
        writer.Line($"partial class {route.Identifier}Route {{ }}");
    }

    private static string Sheet(PriceSheet sheet)
    {
        var tier = sheet.Tier is { } above ? Tier(above) : "null";
        var rates = Members(
            $"Input = {Literal(sheet.Input)}",
            $"CachedInput = {Literal(sheet.CachedInput)}",
            $"CacheWrite = {Literal(sheet.CacheWrite)}",
            $"CacheWrite1h = {Literal(sheet.CacheWrite1h)}",
            $"Output = {Literal(sheet.Output)}",
            $"Reasoning = {Literal(sheet.Reasoning)}",
            $"AudioInput = {Literal(sheet.AudioInput)}",
            $"ImageInput = {Literal(sheet.ImageInput)}",
            $"AudioOutput = {Literal(sheet.AudioOutput)}",
            $"ImageOutput = {Literal(sheet.ImageOutput)}",
            $"UsdPerImage = {Literal(sheet.UsdPerImage)}",
            $"UsdPerRequest = {Literal(sheet.UsdPerRequest)}",
            $"UsdPerWebSearch = {Literal(sheet.UsdPerWebSearch)}",
            $"Tier = {tier}",
            $"Flex = {SheetOrNull(sheet.Flex)}",
            $"Priority = {SheetOrNull(sheet.Priority)}",
            $"Batch = {SheetOrNull(sheet.Batch)}");
        return $"new global::RouteGen.Costs.PriceSheet {{ {rates} }}";
    }

    private static string SheetOrNull(PriceSheet? sheet) => sheet is null ? "null" : Sheet(sheet);

    private static string Changes(string model, ModelPrice price)
    {
        if (price.Changes.Count == 0)
        {
            return "";
        }

        var changes = price.Changes.Select(change =>
            $"new global::RouteGen.Definitions.DatedPrice {{ From = {Day(change.From)}, Price = new({Literal(StableHash.PriceId(model, change.Sheet))}, {Sheet(change.Sheet)}) }}");
        return $" {{ Changes = new global::RouteGen.Definitions.DatedPrice[] {{ {string.Join(", ", changes)} }} }}";
    }
    private static string Tier(PriceTier tier) =>
        $"new global::RouteGen.Costs.PriceTier({Literal(tier.AboveInputTokens)}, {Sheet(tier.Rates)}){(tier.Next is { } next ? $" {{ Next = {Tier(next)} }}" : "")}";
}
