using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>Writes a budget as data.</summary>
internal static class BudgetDefinitionWriter
{
    public static void Write(SourceWriter writer, BudgetEntry budget)
    {
        using var definition = writer.Definition(RuntimeNames.BudgetDefinition, $"{budget.Identifier}Budget");
        writer.Set("Name", Literal(budget.Name));
        writer.Set("Per", Literal(budget.Per));
        writer.Set("Tag", LiteralOrNull(budget.Tag));
        writer.Initializer("Limit = new()", Limit(budget), ",");
        writer.Set("Window", Window(budget));
        writer.Set("AtLimit", Literal(budget.AtLimit));
        writer.Set("Expired", budget.Expired == ExpiredReservationAction.Charge ? null : Literal(budget.Expired));
        writer.Set("WaitForRoom", budget.WaitForRoom == BudgetEntry.DefaultWaitForRoom ? null : TimeText.Literal(budget.WaitForRoom));
        writer.Set("Reserve", budget.Reserve == BudgetReservationBasis.Worst ? null : Literal(budget.Reserve));
    }

    private static List<string> Limit(BudgetEntry budget)
    {
        var bounds = new List<string>();
        Add("Usd", LiteralOrNull(budget.LimitUsd));
        Add("Tokens", LiteralOrNull(budget.LimitTokens));
        Add("Calls", LiteralOrNull(budget.LimitCalls));
        return bounds;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                bounds.Add($"{name} = {value}");
            }
        }
    }

    private static string Window(BudgetEntry budget) => budget.Period == BudgetPeriod.Sliding
        ? $"{RuntimeNames.BudgetWindow}.CreateSliding({TimeText.Literal(budget.Sliding)})"
        : $"{RuntimeNames.BudgetWindow}.CreateCalendar({Literal(budget.Period)})";
}
