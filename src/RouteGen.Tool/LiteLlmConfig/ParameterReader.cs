using System.Globalization;
using System.Text.Json.Nodes;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Reads what an entry says of limits, options and times.</summary>
internal static class ParameterReader
{
    private static readonly (string Theirs, string Ours)[] Limits =
        [("rpm", "rpm"), ("tpm", "tpm"), ("max_parallel_requests", "concurrency")];

    private static readonly (string Theirs, string Ours)[] Preferences =
    [
        ("order", "order"), ("only", "only"), ("ignore", "ignore"), ("allow_fallbacks", "allowFallbacks"),
        ("require_parameters", "requireParameters"), ("data_collection", "dataCollection"), ("zdr", "zdr"),
    ];

    public static void Target(Params own, JsonObject target, string kind, DeploymentMode mode, ConfigReport report)
    {
        foreach (var (theirs, ours) in Limits)
        {
            if (own[theirs] is not { IsNull: false } node)
            {
                continue;
            }

            if (node.Number is >= 1 and <= int.MaxValue and var count)
            {
                target[ours] = (int)count;
                report.Converted(node, $"{ours} of the target");
            }
            else
            {
                report.NeedsYou(node, $"this is no whole number of at least 1: state '{ours}' in the target");
            }
        }

        if (mode == DeploymentMode.Embedding && own["dimensions"]?.Number is >= 1 and <= 100_000 and var length)
        {
            target["dimensions"] = (int)length;
            report.Converted(own["dimensions"], "dimensions of the target");
        }

        if (mode == DeploymentMode.Chat && own["service_tier"] is { } tier && Tier(tier.Text) is { } tierWord)
        {
            target["serviceTier"] = tierWord;
            report.Converted(tier, $"serviceTier {tierWord} of the target");
        }

        var preferences = new JsonObject();
        if (kind == "openrouter" && own["extra_body"]?["provider"] is { IsMap: true } wanted)
        {
            foreach (var (theirs, ours) in Preferences)
            {
                if (wanted[theirs] is not { } node)
                {
                    continue;
                }

                preferences[ours] = node.IsList ? new JsonArray([.. node.Texts.Select(static t => (JsonNode)t.ToLowerInvariant())])
                    : node.Truth is { } truth ? truth : node.Text;
                report.Converted(node, $"openRouter.{ours} of the target");
            }

            MaxPrice(wanted["max_price"], preferences, report);
        }

        if (preferences.Count > 0)
        {
            target["openRouter"] = preferences;
        }

        if (own["api_version"] is { } version && kind == "azure-openai")
        {
            report.Dropped(version, "none is needed: Azure's v1 API is asked");
        }

        if (own["drop_params"] is { Truth: true } drop)
        {
            report.Converted(drop, "what a model does not accept is not sent to it");
        }
    }

    private static void MaxPrice(ConfigNode? wanted, JsonObject preferences, ConfigReport report)
    {
        var most = new JsonObject();
        foreach (var name in (string[])["prompt", "completion"])
        {
            // Both state it in USD per million tokens.
            if (wanted?[name] is { Number: >= 0 and var usd } node)
            {
                most[name] = usd;
                report.Converted(node, $"openRouter.maxPrice.{name} of the target");
            }
        }

        if (most.Count > 0)
        {
            preferences["maxPrice"] = most;
        }
    }

    /// <summary>
    /// A target's tokens a minute are reserved before a request is sent, all the output that it may use among them: where that is more
    /// than a minute has, no call would ever fit.
    /// </summary>
    public static void Fit(Params own, JsonObject target, JsonObject options, int? mostOutput, ConfigReport report)
    {
        if ((int?)target["tpm"] is { } tpm && ((int?)options["maxOutputTokens"] ?? mostOutput) is { } output && output > tpm / 2)
        {
            options["maxOutputTokens"] = Math.Max(1, tpm / 4);
            report.NeedsYou(own["tpm"], string.Create(CultureInfo.InvariantCulture,
                $"a request reserves the output that it may use, {output} tokens, before it is sent, which tpm leaves no room for: ") +
                "options.maxOutputTokens is a quarter of it; raise tpm, or state another");
        }
    }

    public static JsonObject Options(Params own, ConfigReport report)
    {
        var options = new JsonObject();
        Take("temperature", "temperature", 0, 2);
        Take("top_p", "topP", 0, 1);
        if (own["reasoning_effort"] is { } effort && Effort(effort.Text ?? effort["effort"]?.Text) is { } word)
        {
            options["reasoningEffort"] = word;
            report.Converted(effort, $"options.reasoningEffort {word}");
        }
        else if (own["thinking"] is { IsMap: true } thinking && own["reasoning_effort"] is null && thinking["type"]?.Text == "enabled")
        {
            // The steps by which LiteLLM itself turns one into the other.
            options["reasoningEffort"] = thinking["budget_tokens"]?.Number switch { <= 1_024 => "low", > 2_048 => "high", _ => "medium" };
            report.Converted(thinking, $"options.reasoningEffort {options["reasoningEffort"]}, in place of a count of tokens");
        }

        var most = own["max_tokens"] ?? own["max_completion_tokens"];
        if (most?.Number is >= 1 and <= int.MaxValue and var tokens)
        {
            options["maxOutputTokens"] = (int)tokens;
            report.Converted(most, "options.maxOutputTokens");
        }

        return options;

        void Take(string theirs, string ours, decimal least, decimal greatest)
        {
            if (own[theirs] is not { IsNull: false } node)
            {
                return;
            }

            if (node.Number is { } number && number >= least && number <= greatest)
            {
                options[ours] = number;
                report.Converted(node, $"options.{ours}");
            }
            else
            {
                report.NeedsYou(node, string.Create(CultureInfo.InvariantCulture, $"a table takes {ours} from {least} to {greatest}"));
            }
        }
    }

    public static decimal? Number(ConfigNode? node, string what, ConfigReport report)
    {
        if (node is { IsNull: false } && node.Number is { } number and >= 0)
        {
            report.Converted(node, what);
            return number;
        }

        return null;
    }

    /// <summary>Seconds; a day at most, as a table takes them.</summary>
    public static decimal? Seconds(ConfigNode? node, string what, ConfigReport report)
    {
        if (node?.Number is > 0 and var seconds)
        {
            report.Converted(node, what);
            return Math.Min(seconds, 86_400);
        }

        return null;
    }

    /// <summary>By the vendors' words; "auto" is what a target without it does.</summary>
    private static string? Tier(string? word) => word?.ToLowerInvariant() switch
    {
        "default" or "standard" or "standard_only" or "on_demand" => "standard",
        "flex" => "flex",
        "priority" => "priority",
        _ => null,
    };

    private static string? Effort(string? word) => word?.ToLowerInvariant() switch
    {
        "none" or "disable" => "none",
        "minimal" or "low" => "low",
        "medium" => "medium",
        "high" => "high",
        "xhigh" or "max" => "extraHigh",
        _ => null,
    };
}
