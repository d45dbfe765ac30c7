using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Plans;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "prices": prices, worst-case costs, the table's hash, and all documentation that states a rate.</summary>
internal static class PricesEmitter
{
    public static GeneratedFile Emit(TableSource source)
    {
        var writer = SourceFile.Begin(source, "The prices");
        var plan = new DefinitionPlan(source.Table);
        WorstCase[] worst = source.IsBroken ? [] : [.. source.Table.Routes.Select(plan.WorstCaseOf)];
        writer.Namespace(source.Namespace);
        using (writer.TableClass(source))
        {
            WritePrices(writer, source.Table);
            if (!source.IsBroken)
            {
                WriteCosts(writer, source, plan, worst);
            }
        }

        if (!source.IsBroken)
        {
            WriteAllRemarks(writer, source, plan, worst);
        }

        return writer.End(source, "Prices");
    }

    private static void WritePrices(SourceWriter writer, RouteTable table)
    {
        writer.Doc("summary", "The prices of the models, in USD per million tokens.");
        writer.Lines(Attributes.OfCode);
        using var type = writer.Braces("public static class Prices");
        foreach (var model in table.Models)
        {
            if (model.Price is { } price)
            {
                writer.Gap();
                writer.Doc("summary", $"{DocText.Code(model.Name)}: {PriceText.Describe(price)}.");
                PriceDefinitionWriter.Write(writer, model, price);
            }
        }
    }

    /// <summary>
    /// Properties and a constant, since the fields of the other part are set in an order that no second file may disturb.
    /// </summary>
    private static void WriteCosts(SourceWriter writer, TableSource source, DefinitionPlan plan, WorstCase[] worst)
    {
        writer.Gap();
        using var type = writer.Braces($"private static partial class {source.Compiled()}");
        writer.Line($"internal const string Hash = {Literal(plan.Hash)};");
        writer.Gap();
        foreach (var target in source.Table.Targets)
        {
            writer.Line($"internal const decimal {target.Identifier}PriceFactor = {Literal(plan.FactorOf(target))};");
        }

        for (var i = 0; i < worst.Length; i++)
        {
            writer.Gap();
            var route = source.Table.Routes[i].Identifier;
            writer.Arrow($"internal static decimal? {route}WorstCost", LiteralOrNull(worst[i].CostUsd) ?? "null");
        }
    }

    /// <summary>The compiler joins these with the summaries in the parts that the concern "routes" writes.</summary>
    private static void WriteAllRemarks(SourceWriter writer, TableSource source, DefinitionPlan plan, WorstCase[] worst)
    {
        // Routes share targets, so that the price of each is described once.
        var prices = source.Table.Targets.ToDictionary(
            target => target.Name, target => Price(plan, target), StringComparer.Ordinal);
        for (var i = 0; i < worst.Length; i++)
        {
            var route = source.Table.Routes[i];
            writer.Gap();
            writer.Line("/// <remarks>");
            foreach (var entry in route.Reach())
            {
                writer.Doc("para", prices[entry.Target]);
            }

            writer.Doc("para", WorstCaseText.Describe(source.Table, route, worst[i]));
            writer.Line("/// </remarks>");
            writer.Line(SourceFile.RoutePart(source, route.Identifier) + ";");
        }
    }

    private static string Price(DefinitionPlan plan, TargetEntry target)
    {
        var table = plan.Table;
        var model = table.ModelNamed(target.Model)!;
        var reference = TargetText.PriceReference(table, model) is { } price ? $": {price}" : "";
        return $"{DocText.Code(target.Name)}: {PriceText.Describe(model.Price, target, plan.FactorOf(target), reference)}.";
    }
}
