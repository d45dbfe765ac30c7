using System.Globalization;
using System.Text.Json;
using RouteGen.Budgets;
using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Budgets;

/// <summary>Writes budgets, the fullest first, and what credit is left.</summary>
internal static class BudgetText
{
    public static string Write(IReadOnlyList<BudgetView> budgets, IReadOnlyList<CreditStatus> credits, OutputFormat format) => format switch
    {
        OutputFormat.Json => Json(budgets, credits),
        OutputFormat.Csv => Csv(budgets, credits),
        OutputFormat.Markdown => Table(budgets).ToMarkdown() + (credits.Count == 0 ? "" : "\n" + Credits(credits).ToMarkdown()),
        _ => (budgets.Count == 0 ? "No budget holds anything.\n" : Table(budgets).ToText())
            + (credits.Count == 0 ? "" : "\n" + Credits(credits).ToText()),
    };

    private static Grid Table(IReadOnlyList<BudgetView> budgets)
    {
        var grid = new Grid(
            GridColumn.Numbers("full"), "budget", "of", GridColumn.Numbers("used"), GridColumn.Numbers("reserved"), GridColumn.Numbers("limit"),
            "window", "resets", GridColumn.Numbers("open"), "since", "expires");
        foreach (var view in budgets)
        {
            var (account, balance) = (view.Account, view.State.Balance);
            grid.Add(
                view.Fullness is { } full ? Percent(full) : null, $"{account.Table}/{account.Budget}",
                account.Scope.Length == 0 ? "all" : account.Scope, Amount(balance.Committed, account.Unit), Amount(balance.Reserved, account.Unit),
                view.Limit is { } limit ? Amount(limit, account.Unit) : null, account.Window.Name, Time(view.Resets),
                view.State.Open.Count, Time(view.ReservedSince), Time(view.ReservedUntil));
        }

        return grid;
    }

    private static Grid Credits(IReadOnlyList<CreditStatus> credits)
    {
        var grid = new Grid(
            "credit at", "key", GridColumn.Numbers("usd"), GridColumn.Numbers("used"), GridColumn.Numbers("reserved"),
            GridColumn.Numbers("left"), "until", "then");
        foreach (var credit in credits)
        {
            grid.Add(
                credit.Provider, credit.Credential, GridCell.Usd(credit.Usd), GridCell.Usd(credit.UsedUsd), GridCell.Usd(credit.ReservedUsd),
                GridCell.Usd(credit.LeftUsd), credit.HasLapsed ? $"{Day(credit.Until)} (over)" : Day(credit.Until), Then(credit));
        }

        return grid;
    }

    /// <summary>One table for both, since a file of CSV has one: a credit is a budget of a provider's key.</summary>
    private static string Csv(IReadOnlyList<BudgetView> budgets, IReadOnlyList<CreditStatus> credits)
    {
        var grid = new Grid(
            "row", "table", "budget", "of", "unit", GridColumn.Numbers("used"), GridColumn.Numbers("reserved"), GridColumn.Numbers("limit"),
            GridColumn.Numbers("full"), "window", "resets", GridColumn.Numbers("open"), "since", "expires");
        foreach (var view in budgets)
        {
            var (account, balance) = (view.Account, view.State.Balance);
            grid.Add(
                "budget", account.Table, account.Budget, account.Scope, Unit(account.Unit), Exact(balance.Committed, account.Unit),
                Exact(balance.Reserved, account.Unit), view.Limit is { } limit ? Exact(limit, account.Unit) : GridCell.FromNumber(null, null),
                GridCell.FromNumber(view.Fullness is { } full ? Math.Round(full, 6) : null, null), account.Window.Name, Time(view.Resets),
                view.State.Open.Count, Time(view.ReservedSince), Time(view.ReservedUntil));
        }

        foreach (var credit in credits)
        {
            grid.Add(
                "credit", null, credit.Provider, credit.Credential, "usd", GridCell.Usd(credit.UsedUsd), GridCell.Usd(credit.ReservedUsd),
                GridCell.Usd(credit.Usd), GridCell.FromNumber(null, null), "total", Day(credit.Until), GridCell.FromNumber(null, null), null, null);
        }

        return grid.ToCsv();
    }

    private static string Json(IReadOnlyList<BudgetView> budgets, IReadOnlyList<CreditStatus> credits) => ResultOutput.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("budgets");
        foreach (var view in budgets)
        {
            Write(json, view);
        }

        json.WriteEndArray();
        json.WriteStartArray("credits");
        foreach (var credit in credits)
        {
            json.WriteStartObject();
            json.WriteString("provider", credit.Provider);
            json.WriteString("credential", credit.Credential);
            json.WriteExact("usd", credit.Usd);
            json.WriteExact("usedUsd", credit.UsedUsd);
            json.WriteExact("reservedUsd", credit.ReservedUsd);
            json.WriteExact("leftUsd", credit.LeftUsd);
            json.WriteString("until", Day(credit.Until));
            json.WriteBoolean("hasLapsed", credit.HasLapsed);
            json.WriteString("then", Then(credit));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, BudgetView view)
    {
        var (account, balance) = (view.Account, view.State.Balance);
        json.WriteStartObject();
        json.WriteString("table", account.Table);
        json.WriteString("budget", account.Budget);
        json.WriteString("of", account.Scope);
        json.WriteString("unit", Unit(account.Unit));
        json.WriteExact("used", Exact(balance.Committed, account.Unit).Number);
        json.WriteExact("reserved", Exact(balance.Reserved, account.Unit).Number);
        json.WriteExact("limit", view.Limit is { } limit ? Exact(limit, account.Unit).Number : null);
        json.WriteExact("full", view.Fullness is { } full ? Math.Round(full, 6) : null);
        json.WriteString("window", account.Window.Name);
        json.WriteString("resetsAt", Time(view.Resets));
        json.WriteStartArray("open");
        foreach (var open in view.State.Open)
        {
            json.WriteStartObject();
            json.WriteString("reservation", open.Id);
            json.WriteExact("amount", Exact(open.Amount, account.Unit).Number);
            json.WriteString("since", Time(BudgetView.MadeAt(open.Id)));
            json.WriteString("expiresAt", Time(open.Expires));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Percent(decimal full) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(full * 100, 1):0.#} %");

    private static string Unit(BudgetUnit unit) => unit.ToString().ToLowerInvariant();

    private static string Amount(BudgetAmount amount, BudgetUnit unit) => unit == BudgetUnit.Usd
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(amount.ToUsd(), 6):0.######} USD")
        : amount.ToString(unit);

    private static GridCell Exact(BudgetAmount amount, BudgetUnit unit) =>
        GridCell.FromNumber(unit == BudgetUnit.Usd ? amount.ToUsd() : amount.Units, null);

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Then(CreditStatus credit) => SpendLineCsv.Camel(credit.Then);
}
