using System.Text.Json.Nodes;
using RouteGen.Model.Fields;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Takes over what a configuration says of its router: fallbacks, aliases, retries, times and strategy.</summary>
internal sealed class RouterSettings(ConfigNode root, IReadOnlyList<RouteDraft> routes, RouteMaker names, ConfigReport report)
{
    private readonly ConfigNode?[] _sections = [root["router_settings"], root["litellm_settings"]];
    private readonly Dictionary<string, RouteDraft> _byGroup = routes.ToDictionary(static r => r.Group, StringComparer.Ordinal);

    public void Apply()
    {
        Aliases();
        Fallbacks();
        OnFault("context_window_fallbacks", "contextTooLong");
        OnFault("content_policy_fallbacks", "contentFiltered");
        Strategy();
        Retries();
        Times();
        Flags();
    }

    private ConfigNode? Setting(string name)
    {
        var found = _sections.Select(s => s?[name]).OfType<ConfigNode>().Where(static n => !n.IsNull).ToArray();
        foreach (var other in found.Skip(1))
        {
            report.Dropped(other, "router_settings has it too, which counts");
        }

        return found.FirstOrDefault();
    }

    private void Aliases()
    {
        foreach (var section in (ConfigNode?[])[Setting("model_group_alias"), Setting("model_alias_map")])
        {
            foreach (var alias in section?.Members ?? [])
            {
                var wanted = alias.Text ?? alias["model"]?.Text;
                var name = alias.Value.File.Length > 0 ? alias.Path[(section!.Path.Length + 1)..] : alias.Name;
                if (wanted is null || !_byGroup.TryGetValue(wanted, out var route))
                {
                    report.NeedsYou(alias, "it leads to no model of this file that was converted: add it to the aliases of a route");
                }
                else if (names.IsSpoken(name) || routes.Any(r => r.Name == name || r.Aliases.Contains(name)))
                {
                    report.NeedsYou(alias, "a model of this file has the same name, and keeps it: a name means one route");
                }
                else if (!RouteNames.IsAlias(name) || name.Contains('*', StringComparison.Ordinal))
                {
                    report.NeedsYou(alias, "an alias is 1 to 128 visible ASCII characters, and '*' in one stands for any: choose another");
                }
                else
                {
                    route.Aliases.Add(name);
                    if (alias.IsMap)
                    {
                        report.Converted(alias["model"], $"alias of route {route.Name}");
                        report.Dropped(alias["hidden"], "GET /v1/models lists routes, not their aliases");
                    }
                    else
                    {
                        report.Converted(alias, $"alias of route {route.Name}");
                    }
                }
            }
        }
    }

    private void Fallbacks()
    {
        var everyone = new List<RouteDraft>();
        var stated = new HashSet<RouteDraft>();
        foreach (var (from, to, node) in Pairs(Setting("fallbacks")))
        {
            if (from is null)
            {
                everyone.AddRange(to);
                continue;
            }

            foreach (var route in from)
            {
                stated.Add(route);
                Extend(route, to, node);
            }
        }

        if (Setting("default_fallbacks") is { } defaults)
        {
            foreach (var (node, route) in Named(defaults))
            {
                everyone.Add(route);
                report.Converted(node, "at the end of the chains of routes that have no fallbacks of their own");
            }
        }

        foreach (var route in routes.Where(r => !stated.Contains(r)))
        {
            Extend(route, [.. everyone.Where(to => to.Mode == route.Mode)], null);
        }
    }

    private void Extend(RouteDraft route, IReadOnlyList<RouteDraft> to, ConfigNode? node)
    {
        foreach (var other in to.Where(o => o != route && !route.Fallbacks.Contains(o)))
        {
            if (Incomparable(route, other) is { } why)
            {
                report.NeedsYou(node, why);
                continue;
            }

            route.Fallbacks.Add(other);
        }
    }

    private void OnFault(string setting, string fault)
    {
        foreach (var (from, to, node) in Pairs(Setting(setting)))
        {
            foreach (var route in from ?? routes)
            {
                foreach (var other in to.Where(o => o != route))
                {
                    if (Incomparable(route, other) is { } why)
                    {
                        report.NeedsYou(node, why);
                        continue;
                    }

                    if (!route.On.TryGetValue(fault, out var list))
                    {
                        route.On[fault] = list = [];
                    }

                    if (!list.Contains(other))
                    {
                        list.Add(other);
                    }
                }
            }
        }
    }

    private static string? Incomparable(RouteDraft route, RouteDraft other) =>
        route.Mode != other.Mode ? $"'{Shown(other.Group)}' is for another kind of request than '{Shown(route.Group)}'"
        : route.Mode == DeploymentMode.Embedding && RouteMaker.Canonical(route.Deployments[0]) != RouteMaker.Canonical(other.Deployments[0])
            ? $"vectors of '{Shown(other.Group)}' cannot be compared with those of '{Shown(route.Group)}'"
        : null;

    /// <summary>The pairs of a list of fallbacks; null stands for every route. What names no route is reported.</summary>
    private IEnumerable<(IReadOnlyList<RouteDraft>? From, IReadOnlyList<RouteDraft> To, ConfigNode Node)> Pairs(ConfigNode? setting)
    {
        if (setting is null)
        {
            yield break;
        }

        foreach (var map in setting.IsList ? setting.Items : [setting])
        {
            foreach (var pair in map.Members)
            {
                var group = pair.Path[(map.Path.Length + 1)..];
                var from = group == "*" ? null : Groups(group);
                if (from is { Count: 0 })
                {
                    report.NeedsYou(pair, $"no model of this file that was converted is called '{Shown(group)}'");
                    continue;
                }

                var to = new List<RouteDraft>();
                foreach (var (node, route) in Named(pair))
                {
                    to.Add(route);
                    report.Converted(node, $"in the {(setting.Name == "fallbacks" ? "chain" : "'on'")} of {(from is null ? "every route" : $"route {from[0].Name}")}");
                }

                yield return (from, to, pair);
            }
        }
    }

    /// <summary>The routes that a list names, each with its place; the others are reported.</summary>
    private IEnumerable<(ConfigNode Node, RouteDraft Route)> Named(ConfigNode list)
    {
        foreach (var item in list.IsList ? list.Items : [list])
        {
            var name = item.Text ?? item["model"]?.Text;
            var node = item.IsMap ? item["model"] ?? item : item;
            if (name is not null && Groups(name) is [var route, ..])
            {
                yield return (node, route);
            }
            else
            {
                report.NeedsYou(node, $"no model of this file that was converted is called '{Shown(name ?? "")}': add it to model_list, or take it out");
            }
        }
    }

    private IReadOnlyList<RouteDraft> Groups(string name) => _byGroup.TryGetValue(name, out var route) ? [route]
        : routes.FirstOrDefault(r => r.Aliases.Contains(name)) is { } aliased ? [aliased]
        : name.EndsWith('*') ? [.. routes.Where(r => r.Group.StartsWith(name[..^1], StringComparison.Ordinal))]
        : [];

    private void Strategy()
    {
        var node = Setting("routing_strategy");
        var isCheapest = node?.Text == "cost-based-routing";
        report.Converted(node, node?.Text switch
        {
            "cost-based-routing" => "strategy cheapest",
            "simple-shuffle" or null => "strategy weighted: a caller stays at one deployment, others share by weight",
            _ => "strategy weighted: a caller stays at one deployment; load and latency are not measured, and a deployment at its rpm or tpm is skipped",
        });
        foreach (var route in routes.Where(static r => r.Deployments.Count > 1))
        {
            route.Strategy = isCheapest ? "cheapest" : route.Deployments.Select(static d => d.Order).Distinct().Count() > 1 ? "ordered" : "weighted";
        }

        foreach (var (route, deployment) in routes.SelectMany(static r => r.Deployments.Select(d => (r, d))))
        {
            var parameters = deployment.Node["litellm_params"];
            Share(route, parameters?["weight"], "weighted", "weight in the chain");
            Share(route, parameters?["order"], "ordered", "its place in the chain");
        }
    }

    private void Share(RouteDraft route, ConfigNode? node, string strategy, string what)
    {
        if (route.Deployments.Count == 1)
        {
            report.Dropped(node, "it is alone under its name, so there is nothing to choose");
        }
        else if (route.Strategy != strategy)
        {
            report.Dropped(node, $"the strategy of its route is {route.Strategy}");
        }
        else
        {
            report.Converted(node, what);
        }
    }

    private void Retries()
    {
        var count = (int?)ParameterReader.Number(Setting("num_retries"), "retry.maxRetries", report);
        var policy = Setting("retry_policy");
        foreach (var (member, fault) in ((string, string?)[])
            [("TimeoutErrorRetries", "timeout"), ("RateLimitErrorRetries", "rateLimited"), ("InternalServerErrorRetries", "serverError"),
                ("ServiceUnavailableErrorRetries", "overloaded")])
        {
            if (policy?[member] is { Number: { } tries } node)
            {
                report.Converted(node, $"on.{fault}: {(tries > 0 ? "retry" : "next")}; retry.maxRetries is one for all");
                count = Math.Max(count ?? 0, (int)Math.Clamp(tries, 0, 10));
                foreach (var route in routes)
                {
                    route.OnWord[fault!] = tries > 0 ? "retry" : "next";
                }
            }
        }

        foreach (var rest in policy?.Members.Where(m => !report.Has(m)).ToArray() ?? [])
        {
            report.Dropped(rest, "what would fail in the same way is not repeated");
        }

        var delay = ParameterReader.Seconds(Setting("retry_after"), "retry.delay", report);
        foreach (var route in routes)
        {
            var own = route.Deployments.Max(static d => d.Retries) ?? count;
            var retry = new JsonObject();
            if (own is { } retries)
            {
                retry["maxRetries"] = Math.Clamp(retries, 0, 10);
                foreach (var fault in retries == 0 ? route.OnWord.Keys.ToArray() : [])
                {
                    route.OnWord[fault] = "next";
                }
            }

            if (delay is { } wait)
            {
                retry["delay"] = Duration(wait);
                if (wait > 2)
                {
                    retry["maxDelay"] = Duration(wait);
                }
            }

            route.Retry = retry.Count > 0 ? retry : null;
        }
    }

    /// <summary>LiteLLM bounds each request; a route bounds the whole call too, which has to leave room for its attempts.</summary>
    private void Times()
    {
        var all = ParameterReader.Seconds(Setting("timeout"), "timeouts.attempt", report);
        var other = ParameterReader.Seconds(Setting("request_timeout"), "timeouts.attempt", report);
        var stream = ParameterReader.Seconds(Setting("stream_timeout"), "timeouts.firstToken", report);
        foreach (var route in routes)
        {
            var attempt = route.Chain.SelectMany(static r => r.Deployments).Max(static d => d.Timeout) ?? all ?? other;
            var first = route.Chain.SelectMany(static r => r.Deployments).Max(static d => d.StreamTimeout) ?? stream;
            if (attempt is null && first is null)
            {
                continue;
            }

            var most = Math.Max(attempt ?? 30, first ?? 0);
            var tries = route.Chain.SelectMany(static r => r.Deployments).Count() * (1 + ((int?)route.Retry?["maxRetries"] ?? 1));
            var total = Math.Min(Math.Max(most * tries, 60), 86_400);
            var times = new JsonObject { ["total"] = Duration(total), ["attempt"] = Duration(most) };
            if (route.Mode == DeploymentMode.Chat)
            {
                times["firstToken"] = Duration(first ?? most);
                times["idle"] = Duration(Math.Max(first ?? most, 15));
                times["streamTotal"] = Duration(Math.Min(Math.Max(total + most, 300), 86_400));
            }

            route.Timeouts = times;
        }
    }

    private void Flags()
    {
        if (Setting("drop_params") is { Truth: true } drop)
        {
            report.Converted(drop, "what a model does not accept is not sent to it, and the record says so");
        }

        if (Setting("enable_pre_call_checks") is { Truth: true } checks)
        {
            report.Converted(checks, "a request that is expected not to fit a window is never sent there");
        }
    }

    private static string Duration(decimal seconds) => seconds == decimal.Truncate(seconds)
        ? FormattableString.Invariant($"{seconds:0}s") : FormattableString.Invariant($"{Math.Max(1, Math.Round(seconds * 1000)):0}ms");

    private static string Shown(string name) => new([.. name.Where(static c => !char.IsControl(c)).Take(80)]);
}
