using System.Globalization;
using System.Text;
using RouteGen.Costs;

namespace RouteGen.Testing.Replies;

/// <summary>
/// What a simulated provider has served, by day (UTC), model and service tier, and the exports that OpenAI's console makes of it: usage
/// (<c>completions_usage_*.csv</c>) and costs (<c>cost_*.csv</c>), with their columns and numbers as of November 2026.
/// </summary>
internal sealed class SimulatedBill
{
    private const string UsageColumns =
        "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,"
        + "input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens,input_text_tokens,output_text_tokens,"
        + "input_cached_text_tokens,input_audio_tokens,input_cached_audio_tokens,output_audio_tokens,input_image_tokens,"
        + "input_cached_image_tokens,output_image_tokens";

    private const string CostColumns =
        "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,"
        + "project_id,organization_id,project_name,organization_name,user_email,api_source";

    private const decimal PerMillion = 0.000001m;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<(DateOnly Day, string Model, string Tier), Served> _served = [];

    /// <summary>Whether the provider charges for a reply: for all that it generated, also where the connection broke over it.</summary>
    public static bool IsBilled(SimulatedFailure? failure) => failure is null or SimulatedFailure.ReplyFiltered or SimulatedFailure.EmptyReply
        or SimulatedFailure.StreamErrorAfterContent or SimulatedFailure.StreamEndsAfterContent or SimulatedFailure.StreamStallsAfterContent
        or SimulatedFailure.StreamResetAfterContent;

    /// <summary>Adds a request that was served.</summary>
    public void Add(DateTimeOffset at, string model, string tier, SimulatedUsage usage)
    {
        var key = (DateOnly.FromDateTime(at.UtcDateTime), model, tier);
        lock (_gate)
        {
            _served[key] = _served.GetValueOrDefault(key).With(usage);
        }
    }

    /// <summary>The export of usage: a row for each day, model and tier.</summary>
    public string UsageCsv()
    {
        var text = new StringBuilder(UsageColumns).Append('\n');
        foreach (var ((day, model, tier), served) in Snapshot())
        {
            // The console writes counts as it writes amounts, with a point.
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Times(day)},proj_simulated,{served.Requests}.0,user-simulated,key_simulated,{Quoted(model)},FALSE,{tier},{served.Input}.0,")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"{served.Output}.0,{served.Cached}.0,{served.Input - served.Cached}.0,{served.Input - served.Cached}.0,{served.Output}.0,")
                .Append(CultureInfo.InvariantCulture, $"{served.Cached}.0,0.0,0.0,0.0,0.0,0.0,0.0\n");
        }

        return text.ToString();
    }

    /// <summary>The export of costs: a row for each day, model and kind of token.</summary>
    /// <param name="prices">The rates of a model; null for one that is not charged for.</param>
    public string CostCsv(Func<string, PriceSheet?> prices)
    {
        var text = new StringBuilder(CostColumns).Append('\n');
        foreach (var ((day, model, tier), served) in Snapshot())
        {
            if (prices(model) is not { } sheet)
            {
                continue;
            }

            var rates = tier switch
            {
                "flex" => sheet.Flex ?? sheet,
                "priority" => sheet.Priority ?? sheet,
                _ => sheet,
            };
            Item("input", served.Input - served.Cached, rates.Input ?? sheet.Input);
            Item("cached input", served.Cached, rates.CachedInput ?? sheet.CachedInput ?? sheet.Input);
            Item("output", served.Output, rates.Output ?? sheet.Output);

            void Item(string kind, long tokens, decimal? rate)
            {
                if (tokens > 0 && rate is { } usdPerMillion)
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{Times(day)},{tokens * usdPerMillion * PerMillion},usd,{tokens},tokens,\"{model.Replace("\"", "\"\"", StringComparison.Ordinal)}, {kind}\",,,")
                        .Append("proj_simulated,org-simulated,Simulated,Simulated,,\n");
                }
            }
        }

        return text.ToString();
    }

    private KeyValuePair<(DateOnly Day, string Model, string Tier), Served>[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _served];
        }
    }

    private static string Times(DateOnly day)
    {
        var begin = new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero);
        var end = begin.AddDays(1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{begin.ToUnixTimeSeconds()},{end.ToUnixTimeSeconds()},{begin:yyyy-MM-dd'T'HH:mm:sszzz},{end:yyyy-MM-dd'T'HH:mm:sszzz}");
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private readonly record struct Served(long Requests, long Input, long Cached, long Output)
    {
        public Served With(SimulatedUsage usage) =>
            new(Requests + 1, Input + usage.Input, Cached + usage.CachedInput, Output + usage.Output);
    }
}
