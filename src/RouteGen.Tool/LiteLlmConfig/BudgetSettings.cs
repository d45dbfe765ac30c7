using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Takes over what a configuration says of budgets.</summary>
internal static partial class BudgetSettings
{
    /// <summary>The budgets of the table; every route is charged to them.</summary>
    public static JsonObject Read(ConfigNode root, IReadOnlyList<RouteDraft> routes, CatalogIndex catalog, ConfigReport report)
    {
        var budgets = new JsonObject();
        var section = root["litellm_settings"];
        var (most, period) = (section?["max_budget"], section?["budget_duration"]);
        if (most?.Number is > 0 and var usd && Period(period?.Text) is { } length)
        {
            // What has no price cannot be charged, and a table that would have to is refused.
            var charged = routes.Where(r => r.Reach.All(d => IsPriced(d, catalog))).ToArray();
            var free = routes.Except(charged).Select(static r => r.Name).ToArray();
            if (free.Length > 0)
            {
                report.NeedsYou(most, $"no price is known of a model of {Listed(free)}: state its usdPerMTok, or convert with a --catalog that has it, and charge " +
                    $"{(free.Length == 1 ? "the route" : "the routes")} to the budget 'all'; until then nothing bounds what {(free.Length == 1 ? "it spends" : "they spend")}");
            }

            if (charged.Length == 0)
            {
                report.NeedsYou(period, "it belongs to max_budget");
                return Rest(root, report, budgets);
            }

            report.Converted(most, "budget 'all' of the whole table");
            report.Converted(period, $"budget 'all': {length.Key} {length.Value}");
            budgets["all"] = new JsonObject
            {
                ["about"] = "What LiteLLM's max_budget allowed for everything",
                ["per"] = "table",
                ["limit"] = new JsonObject { ["usd"] = Math.Round(usd, 12) / 1.0000000000000000m },
                [length.Key] = length.Value,
                ["reserve"] = "expected",
            };
            foreach (var route in charged)
            {
                route.Budgets.Add("all");
            }
        }
        else if (most is { IsNull: false })
        {
            report.NeedsYou(most, "state a budget: LiteLLM's has no budget_duration, and a table's is for a period (hour, day, week, month, or up to 31d)");
        }

        return Rest(root, report, budgets);
    }

    private static JsonObject Rest(ConfigNode root, ConfigReport report, JsonObject budgets)
    {
        var section = root["litellm_settings"];
        const string User = "budgets of end users count only where a request names one; \"per\": \"user\" would refuse all others: add it to the " +
            "routes whose callers always name a user";
        report.NeedsYou(section?["max_end_user_budget"], User);
        report.NeedsYou(section?["default_end_user_params"], User);
        var general = root["general_settings"];
        report.Dropped(general?["max_budget"], "LiteLLM reads it from litellm_settings alone, so nothing enforces it there either: move it to have a budget");
        report.Dropped(general?["budget_duration"], "LiteLLM reads it from litellm_settings alone, so nothing enforces it there either");
        report.NeedsYou(root["router_settings"]?["provider_budget_config"],
            "a table's budget \"per\": \"provider\" is one limit for each provider alike: state it where that will do");
        foreach (var entry in root["model_list"]?.Items ?? [])
        {
            report.NeedsYou(entry["litellm_params"]?["max_budget"],
                "a table's budget \"per\": \"target\" is one limit for each target alike: state it where that will do");
            report.NeedsYou(entry["litellm_params"]?["budget_duration"], "it belongs to max_budget");
        }

        report.NeedsYou(section?["budget_duration"], "it belongs to a budget that is not converted");
        return budgets;
    }

    private static bool IsPriced(Deployment deployment, CatalogIndex catalog)
    {
        var price = (deployment.Shared is { } shared ? catalog.Facts(shared) : deployment.Facts)["usdPerMTok"];
        return price?["input"] is not null && (price["output"] is not null || deployment.Mode == DeploymentMode.Embedding);
    }

    private static string Listed(string[] names) => names.Length switch
    {
        1 => $"route {names[0]}",
        <= 5 => $"routes {string.Join(", ", names)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"routes {string.Join(", ", names.Take(4))} and {names.Length - 4} others"),
    };

    /// <summary>LiteLLM begins days, weeks and months at their beginning, and everything else when a budget is first used.</summary>
    private static KeyValuePair<string, string>? Period(string? text) => text switch
    {
        "1d" or "24h" => new("calendar", "day"),
        "7d" => new("calendar", "week"),
        "30d" or "1mo" => new("calendar", "month"),
        "1h" => new("calendar", "hour"),
        { } other when Length().Match(other) is { Success: true } match
            && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * Seconds(other[^1]) is >= 1 and <= 31 * 86_400L => new("sliding", other),
        _ => null,
    };

    private static long Seconds(char unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3_600, _ => 86_400 };

    [GeneratedRegex("^([1-9][0-9]{0,5})[smhd]$")]
    private static partial Regex Length();
}
