using RouteGen.Model.Tables;
using static RouteGen.Generators.Emission.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>Writes the budgets as static data of the table's class.</summary>
internal static class BudgetsEmitter
{
    private const string Definition = "global::RouteGen.Definitions.BudgetDefinition";

    public static void Write(SourceWriter writer, RouteTable table)
    {
        if (table.Budgets.Count == 0)
        {
            return;
        }

        using var type = writer.Braces("private static class __Budgets");
        foreach (var budget in table.Budgets)
        {
            writer.Line($"internal static readonly {Definition} _{budget.Identifier} = new() {{ {Value(budget)} }};");
        }
    }

    /// <summary>The budgets of a route's definition; null where it has none.</summary>
    public static string OfRoute(RouteTable table, RouteEntry route) => route.Budgets.Count == 0
        ? "null"
        : $"new {Definition}[] {{ {string.Join(", ", table.BudgetsNamed(route.Budgets).Select(b => "__Budgets._" + b.Identifier))} }}";

    private static string Value(BudgetEntry budget) => Members(
        $"Name = {Literal(budget.Name)}",
        $"Per = global::RouteGen.BudgetScope.{budget.Per}",
        $"Tag = {Literal(budget.Tag)}",
        $"Limit = new() {{ {Members($"Usd = {Literal(budget.LimitUsd)}", $"Tokens = {Literal(budget.LimitTokens)}", $"Calls = {Literal(budget.LimitCalls)}")} }}",
        $"Window = {Window(budget)}",
        $"AtLimit = global::RouteGen.AtLimit.{budget.AtLimit}")
        + (budget.Expired == ExpiredReservation.Charge ? "" : $", Expired = global::RouteGen.ExpiredReservation.{budget.Expired}")
        + (budget.WaitForRoom == BudgetEntry.DefaultWaitForRoom ? "" : $", WaitForRoom = {Literal(budget.WaitForRoom)}")
        + (budget.Reserve == BudgetReserve.Worst ? "" : $", Reserve = global::RouteGen.BudgetReserve.{budget.Reserve}");

    private static string Window(BudgetEntry budget) => budget.Period == BudgetPeriod.Sliding
        ? $"global::RouteGen.Budgets.BudgetWindow.Sliding({Literal(budget.Sliding)})"
        : $"global::RouteGen.Budgets.BudgetWindow.Calendar(global::RouteGen.BudgetPeriod.{budget.Period})";
}
