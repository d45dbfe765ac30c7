using System.Globalization;
using System.Text.Json;
using RouteGen.Budgets;
using RouteGen.Gateway.Keys;
using RouteGen.Records;

namespace RouteGen.Gateway.Records;

/// <summary>What a key's holder is told of its own usage: by day and route, the total, its budgets and its limits.</summary>
internal static class UsageAnswer
{
    public static void Write(
        Utf8JsonWriter json, RouteUsageQuery query, GatewayAccess access, IReadOnlyList<RouteUsage> usage,
        IReadOnlyList<BudgetLook> budgets, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("object", "usage");
        json.WriteString("key", access.KeyId);
        json.WriteString("tenant", access.Tenant);
        json.WriteString("from", Day(query.From));
        json.WriteString("to", Day(query.To));
        json.WriteStartArray("days");
        RouteUsage? total = null;
        foreach (var row in usage)
        {
            json.WriteStartObject();
            json.WriteString("day", Day(row.Day));
            json.WriteString("table", row.Table);
            json.WriteString("route", row.Route);
            Write(json, row);
            json.WriteEndObject();
            total = total is null ? row : total.With(row);
        }

        json.WriteEndArray();
        json.WriteStartObject("total");
        Write(json, total ?? new RouteUsage { Day = query.From, Table = "", Route = "" });
        json.WriteEndObject();
        json.WriteStartArray("budgets");
        foreach (var budget in budgets)
        {
            Write(json, budget, now);
        }

        json.WriteEndArray();
        json.WriteStartObject("limits");
        Write(json, "requestsPerMinute", access.RequestsPerMinute);
        Write(json, "tokensPerMinute", access.TokensPerMinute);
        Write(json, "concurrency", access.MaxConcurrency);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? limit)
    {
        if (limit is { } most)
        {
            json.WriteNumber(name, most);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, RouteUsage usage)
    {
        json.WriteNumber("calls", usage.Calls);
        json.WriteNumber("unserved", usage.Unserved);
        json.WriteNumber("inputTokens", usage.InputTokens);
        json.WriteNumber("cachedInputTokens", usage.CachedInputTokens);
        json.WriteNumber("outputTokens", usage.OutputTokens);
        json.WriteNumber("costUsd", usage.CostUsd);

        // Not in the cost, and not free.
        json.WriteNumber("unknownCosts", usage.UnknownCosts);
    }

    private static void Write(Utf8JsonWriter json, BudgetLook look, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("table", look.Account.Table);
        json.WriteString("budget", look.Account.Budget);
        json.WriteString("scope", look.Account.Scope);
        json.WriteString("window", look.Account.Window.Name);
        json.WriteString("unit", look.Account.Unit switch { BudgetUnit.Usd => "usd", BudgetUnit.Tokens => "tokens", _ => "calls" });
        Write(json, "limit", look.Cap, look.Account.Unit);
        Write(json, "spent", look.Balance.Committed, look.Account.Unit);
        Write(json, "reserved", look.Balance.Reserved, look.Account.Unit);
        Write(json, "room", look.Room, look.Account.Unit);
        json.WriteBoolean("refuses", look.IsHard);
        if (look.ResetsAt(now) is { } reset)
        {
            json.WriteString("resetsAt", reset);
        }
        else
        {
            json.WriteNull("resetsAt");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, BudgetAmount amount, BudgetUnit unit)
    {
        if (unit == BudgetUnit.Usd)
        {
            json.WriteNumber(name, amount.ToUsd());
        }
        else
        {
            json.WriteNumber(name, amount.Units);
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
