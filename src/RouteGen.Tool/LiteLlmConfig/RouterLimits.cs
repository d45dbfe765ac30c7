using System.Text.Json.Nodes;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Takes over retries, times and flags of a router.</summary>
/// <param name="routes">The routes, with their fallbacks.</param>
/// <param name="report">What became of the lines.</param>
/// <param name="setting">Gives a setting by its name; null where there is none.</param>
internal sealed class RouterLimits(IReadOnlyList<RouteDraft> routes, ConfigReport report, Func<string, ConfigNode?> setting)
{
    public void Apply()
    {
        Retries();
        Times();
        Flags();
    }

    private void Retries()
    {
        var count = (int?)ParameterReader.Number(setting("num_retries"), "retry.maxRetries", report);
        var policy = setting("retry_policy");
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

        var delay = ParameterReader.Seconds(setting("retry_after"), "retry.delay", report);
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
        var all = ParameterReader.Seconds(setting("timeout"), "timeouts.attempt", report);
        var other = ParameterReader.Seconds(setting("request_timeout"), "timeouts.attempt", report);
        var stream = ParameterReader.Seconds(setting("stream_timeout"), "timeouts.firstToken", report);
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
        if (setting("drop_params") is { Truth: true } drop)
        {
            report.Converted(drop, "what a model does not accept is not sent to it, and the record says so");
        }

        if (setting("enable_pre_call_checks") is { Truth: true } checks)
        {
            report.Converted(checks, "a request that is expected not to fit a window is never sent there");
        }
    }

    private static string Duration(decimal seconds) => seconds == decimal.Truncate(seconds)
        ? FormattableString.Invariant($"{seconds:0}s") : FormattableString.Invariant($"{Math.Max(1, Math.Round(seconds * 1000)):0}ms");
}
