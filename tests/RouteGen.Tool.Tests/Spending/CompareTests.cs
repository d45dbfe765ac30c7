using System.Text.Json;
using RouteGen;
using RouteGen.Costs;
using RouteGen.Spend;

namespace RouteGen.Tool.Tests.Spending;

/// <summary>Exports as providers write them: their columns, their order, their odd numbers and empty days.</summary>
public sealed class CompareTests : IDisposable
{
    private const string UsageHead =
        "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,"
        + "input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens,input_text_tokens,output_text_tokens,"
            + "input_cached_text_tokens,"
        + "input_audio_tokens,input_cached_audio_tokens,output_audio_tokens,input_image_tokens,input_cached_image_tokens,"
            + "output_image_tokens";

    private const string CostHead =
        "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,"
        + "project_id,organization_id,project_name,organization_name,user_email,api_source";

    private readonly SpendBench _bench = new();

    [Fact]
    public async Task OpenAIs_usage_and_costs_agree_by_day_and_snapshot()
    {
        await FillAsync();
        _bench.Tool.Write("usage.csv", UsageHead + "\n" + Usage(3, 2, "gpt-5-mini-2025-08-07", 20, 2) + "\n" + Empty(4) + "\n"
            + Usage(5, 1, "gpt-5-mini-2025-08-07", 10, 1) + "\n");
        _bench.Tool.Write("costs.csv", CostHead + "\n" + Cost(3, "0.6000000000000000", "gpt-5-mini-2025-08-07, input") + "\n"
            + Cost(3, "0.4", "\"gpt-5-mini-2025-08-07, output\"", isQuoted: true) + "\n"
                + Cost(5, "0.5", "\"gpt-5-mini-2025-08-07, output\"", true) + "\n");

        Assert.Contains(
            "all 2 days and models agree; the store has 1.5 USD, the export 1.5 USD, 0 more",
            await _bench.SpendAsync("--compare usage.csv --compare costs.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_differs_is_listed_with_its_reason_and_the_calls_behind_it()
    {
        await FillAsync();
        await _bench.AddAsync(SpendBench.Line("lost", usd: 0.3m) with
        {
            Usage = null,
            EstimatedUsage = new TokenUsage { Input = 9, Output = 3, Requests = 1 },
            CostSource = CostSource.Estimated,
            Outcome = RouteOutcome.Failed,
            Fault = Fault.StreamBroken,
        });
        _bench.Tool.Write("usage.csv", UsageHead + "\n" + Usage(3, 3, "gpt-5-mini-2025-08-07", 30, 9) + "\n"
            + Usage(5, 2, "gpt-5-mini-2025-08-07", 20, 2) + "\n" + Usage(5, 7, "gpt-4.1-2025-04-14", 70, 7) + "\n");

        var json = JsonDocument.Parse(await _bench.SpendAsync("--compare usage.csv --format json", 1)).RootElement;
        Assert.Equal(
            [
                "2026-11-03 gpt-5-mini-2025-08-07: 1 without usage: lost, or broken off and billed",
                "2026-11-05 gpt-4.1-2025-04-14: 7 requests that the store does not have",
                "2026-11-05 gpt-5-mini-2025-08-07: 1 requests that the store does not have",
            ],
            json.GetProperty("differences").EnumerateArray().Select(d =>
                $"{d.GetProperty("day").GetString()} {d.GetProperty("model").GetString()}: {d.GetProperty("why").GetString()}"));
        var text = await _bench.SpendAsync("--compare usage.csv", 1);
        Assert.Contains("3 of 3 days and models differ; the store has 1.8 USD, the export states no amounts", text,
            StringComparison.Ordinal);
        Assert.Contains("lost attempt 1, 2026-11-03T00:00:00Z, target mini, streamBroken, 0.3 USD estimated", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAIs_answers_of_its_apis_are_read()
    {
        await FillAsync();
        _bench.Tool.Write("usage.json", $$"""
            {"object":"page","data":[
              {"object":"bucket","start_time":{{Unix(3)}},"end_time":{{Unix(4)}},"results":[
                {"object":"organization.usage.completions.result","input_tokens":20,"output_tokens":2,"input_cached_tokens":0,
                 "num_model_requests":2,"project_id":null,"model":"gpt-5-mini-2025-08-07","batch":null}]},
              {"object":"bucket","start_time":{{Unix(4)}},"end_time":{{Unix(5)}},"results":[]},
              {"object":"bucket","start_time":{{Unix(5)}},"end_time":{{Unix(6)}},"results":[
                {"object":"organization.usage.completions.result","input_tokens":10,"output_tokens":1,"num_model_requests":1,
                 "model":"gpt-5-mini-2025-08-07"}]}],"has_more":false,"next_page":null}
            """);
        _bench.Tool.Write("costs.json", $$"""
            {"object":"page","data":[
              {"object":"bucket","start_time":{{Unix(3)}},"end_time":{{Unix(4)}},"results":[{
                "object":"organization.costs.result","amount":{"value":"1.0","currency":"usd"},
                "line_item":"gpt-5-mini-2025-08-07, input"}]},
              {"object":"bucket","start_time":{{Unix(5)}},"end_time":{{Unix(6)}},"results":[{
                "object":"organization.costs.result","amount":{"value":0.49,"currency":"usd"},
                "line_item":"gpt-5-mini-2025-08-07, output"}]}]}
            """);

        Assert.Contains("all 2 days", await _bench.SpendAsync("--compare usage.json"), StringComparison.Ordinal);
        Assert.Contains("the price differs: 0.98 times", await _bench.SpendAsync("--compare usage.json --compare costs.json", 1),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anthropics_tokens_and_costs_are_read_with_names_as_its_console_shows_them()
    {
        var line = SpendBench.Line("a", usd: 0.224m) with
        {
            Provider = "anthropic",
            Model = "claude-haiku-4-5",
            Deployment = "claude-haiku-4-5",
            ResponseModel =
                "claude-haiku-4-5-20251001",
            Usage = new TokenUsage { Input = 160, CachedInput = 40, CacheWrite = 20, Output = 7, Requests = 1 },
        };
        await _bench.AddAsync(line);
        _bench.Tool.Write("tokens.csv",
            "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
                + "usage_input_tokens_cache_write_5m,"
            + "usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed\n"
            + "2026-11-03,claude-haiku-4-5-20251001,App,Default,standard,≤ 200k,100,20,0,40,7,0,global,\n");
        _bench.Tool.Write("costs.csv",
            "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,"
                + "speed\n"
            + "2026-11-03,Claude Haiku 4.5,Default,App,message,≤ 200k,input_no_cache,0.19,0.19,token,global,\n"
            + "2026-11-03,Claude Haiku 4.5,Default,App,message,≤ 200k,output,0.03,0.03,token,global,\n");

        // Amounts are rounded to cents, one by one.
        Assert.Contains("all 1 days and models agree", await _bench.SpendAsync("--compare tokens.csv --compare costs.csv"),
            StringComparison.Ordinal);
        await _bench.AddAsync(line with { CallId = "b", CostUsd = 0.02m });
        Assert.Contains(
            "1 of 1 days and models differ", await _bench.SpendAsync("--compare costs.csv", 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRouters_activity_is_read_request_by_request()
    {
        await _bench.AddAsync(SpendBench.Line("a", usd: 0.0012m) with
        {
            Provider = "openrouter",
            Model = "gpt-5-mini",
            Deployment = "openai/gpt-5-mini",
            ResponseModel = "openai/gpt-5-mini",
        });
        _bench.Tool.Write("activity.csv",
            "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,"
            + "tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user\n"
            + "gen-1,2026-11-03 18:54:30.040,0.0012,0,0,0,0,10,1,0,0,openai/gpt-5-mini-2025-08-07,OpenAI,standard,false,true,\n");

        Assert.Contains("openrouter, 2026-11-03", await _bench.SpendAsync("--compare activity.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_without_models_is_compared_by_day_and_one_without_rows_says_that_nothing_was_used()
    {
        await FillAsync();
        _bench.Tool.Write("days.csv", "date;requests;cost\n2026-11-03;2;1.000\n2026-11-05;1;0.500\n");
        Assert.Contains("all 2 days", await _bench.SpendAsync("--compare days.csv"), StringComparison.Ordinal);
        _bench.Tool.Write("empty.csv", $"start_time,end_time,start_time_iso,end_time_iso\n{Unix(3)},{Unix(4)},2026-11-03T00:00:00+00:"
            + $"00,x\n");
        Assert.Contains("2 requests that the provider does not bill", await _bench.SpendAsync("--compare empty.csv", 1),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "no column with a day")]
    [InlineData("date,model,requests\n2026-11-03,m,many\n", "bad.csv:2: 'many' is not a number")]
    [InlineData("date,model,requests\nsoon,m,1\n", "bad.csv:2: 'soon' is not a day")]
    [InlineData("date,model,requests\n2026-11-03,m,1.5\n", "bad.csv:2: 1.5 is not a count")]
    [InlineData("date,model,amount,currency\n2026-11-03,m,1,eur\n", "bad.csv:2: the amount is in eur")]
    [InlineData("date,model\n\"2026-11-03,m\n", "is not a line of CSV")]
    [InlineData("{\"data\": 3}", "not an answer of OpenAI's Usage or Costs API")]
    [InlineData("date,model,requests\n", "has no rows")]
    public async Task A_file_that_is_none_is_refused_with_its_place(string text, string expected)
    {
        await FillAsync();
        _bench.Tool.Write("bad.csv", text);
        Assert.Contains(expected, await _bench.SpendAsync("--compare bad.csv", 70), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_providers_one_has_to_be_named()
    {
        await FillAsync();
        await _bench.AddAsync(SpendBench.Line("x") with { Provider = "openai-eu" }, SpendBench.Line("y") with { Provider = "openai-us" });
        _bench.Tool.Write("days.csv", "date,model,requests\n2026-11-03,gpt-5-mini,2\n2026-11-05,gpt-5-mini,1\n");

        Assert.Contains("--provider openai|openai-eu|openai-us", await _bench.SpendAsync("--compare days.csv", 64),
            StringComparison.Ordinal);
        Assert.Contains("all 2 days", await _bench.SpendAsync("--compare days.csv --provider openai"), StringComparison.Ordinal);
        Assert.Contains("no spend at 'azure'", await _bench.SpendAsync("--compare days.csv --provider azure", 64),
            StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static long Unix(int day) => new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private static string Times(int day) => $"{Unix(day)},{Unix(day + 1)},2026-11-{day:00}T00:00:00+00:00,2026-11-{day + 1:00}T00:00:"
        + $"00+00:00";

    private static string Usage(int day, int requests, string model, int input, int output) =>
        $"{Times(day)},proj_1,{requests}.0,user-1,key_1,{model},FALSE,default,{input}.0,{output}.0,0.0,{input}.0,{input}.0,{output}.0,"
            + $"0.0,0.0,0.0,0.0,0.0,0.0,0.0";

    private static string Empty(int day) => Times(day) + new string(',', 20);

    private static string Cost(int day, string amount, string item, bool isQuoted = false) =>
        $"{Times(day)},{amount},usd,1,,{(isQuoted ? item : $"\"{item}\"")},,,proj_1,org-1,Default,Personal,,";

    private Task FillAsync() => _bench.AddAsync(
        SpendBench.Line("1"), SpendBench.Line("2"), SpendBench.Line("3", at: "2026-11-05T23:59:59Z"),
        SpendBench.Line("refused", usd: 0m) with { Usage = null, Fault = Fault.RateLimited, Outcome = RouteOutcome.Failed });
}
