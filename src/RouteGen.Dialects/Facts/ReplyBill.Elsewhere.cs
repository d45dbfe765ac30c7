using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Facts;

/// <content>Facts in places that only one vendor has.</content>
internal partial struct ReplyBill
{
    private bool TryReadElsewhere(scoped ReadOnlySpan<char> name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            // llama.cpp: what it worked on is prompt_n, what its cache had is cache_n, and both together are the prompt.
            case "timings":
                ReadTimings(ref json);
                return true;

            // Cohere: what is billed is less than what is counted (docs.cohere.com/reference/chat).
            case "billedunits":
                ReadBilled(ref json);
                return true;

            // Responses: {"web_search":{"num_requests":1}}; Perplexity's agents: {"web_search":{"invocation":1}}.
            case "toolusage" or "toolcallsdetails":
                ReadToolUsage(ref json);
                return true;

            // Bedrock: [{"ttl":"1h","inputTokens":5}].
            case "cachedetails":
                ReadCacheDetails(ref json);
                return true;

            // Vercel: {"gateway":{"cost":"0.00001"}}; LiteLLM: {"response_cost":0.00001}.
            case "providermetadata" or "gateway" or "hiddenparams":
                ReadMetadata(ref json, isGateway: name is "gateway");
                return true;
            default:
                return false;
        }
    }

    private bool TryReadCost(scoped ReadOnlySpan<char> name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "cost" when json.TokenType == JsonTokenType.StartObject:
            case "costdetails":
                ReadCosts(ref json);
                return true;
            case "cost" or "totalcost" or "costusd" or "totalcostusd" or "responsecost" or "estimatedcost":
                StatedCost.Keep(ref _cost.Cost, Numbers.Amount(ref json));
                break;
            case "costinusdticks":
                StatedCost.Keep(ref _cost.Ticks, Numbers.Ticks(ref json));
                break;
            case "isbyok":
                _cost.IsOwnKey = JsonRead.Flag(ref json) ?? _cost.IsOwnKey;
                break;
            case "upstreaminferencecost":
                StatedCost.Keep(ref _cost.Upstream, Numbers.Amount(ref json));
                break;
            case "upstreaminferencepromptcost" or "upstreaminferenceinputcost":
                StatedCost.Keep(ref _cost.UpstreamInput, Numbers.Amount(ref json));
                break;
            case "upstreaminferencecompletionscost" or "upstreaminferenceoutputcost":
                StatedCost.Keep(ref _cost.UpstreamOutput, Numbers.Amount(ref json));
                break;
            default:
                return false;
        }

        _hasFacts = true;
        return true;
    }

    private void ReadCosts(ref Utf8JsonReader json)
    {
        if (!JsonRead.Enter(ref json))
        {
            return;
        }

        Span<char> buffer = stackalloc char[FactNames.Longest];
        while (JsonRead.Next(ref json))
        {
            var name = FactNames.Plain(json.ValueSpan, buffer);
            json.Read();

            // Its parts are no costs of their own.
            if (name is "cost" || !TryReadCost(name, ref json))
            {
                JsonRead.Skip(ref json);
            }
        }
    }

    private void ReadMetadata(ref Utf8JsonReader json, bool isGateway)
    {
        if (!JsonRead.Enter(ref json))
        {
            return;
        }

        Span<char> buffer = stackalloc char[FactNames.Longest];
        while (JsonRead.Next(ref json))
        {
            var name = FactNames.Plain(json.ValueSpan, buffer);
            json.Read();
            switch (name)
            {
                case "gateway" when !isGateway:
                    ReadMetadata(ref json, isGateway: true);
                    break;
                case "cost" when isGateway:
                    StatedCost.Keep(ref _cost.Gateway, Numbers.Amount(ref json));
                    _hasFacts = true;
                    break;
                case "marketcost" when isGateway:
                    StatedCost.Keep(ref _cost.Market, Numbers.Amount(ref json));
                    break;
                case "responsecost" when !isGateway:
                    TryReadCost(name, ref json);
                    break;
                default:
                    JsonRead.Skip(ref json);
                    break;
            }
        }
    }

    private void ReadTimings(ref Utf8JsonReader json)
    {
        if (!JsonRead.Enter(ref json))
        {
            return;
        }

        long? worked = null, cached = null;
        while (JsonRead.Next(ref json))
        {
            if (json.ValueTextEquals("prompt_n"u8))
            {
                json.Read();
                worked = Numbers.Count(ref json);
            }
            else if (json.ValueTextEquals("cache_n"u8))
            {
                json.Read();
                cached = Numbers.Count(ref json);
            }
            else if (json.ValueTextEquals("predicted_n"u8))
            {
                json.Read();
                RawCounts.Keep(ref _counts.Output, Numbers.Count(ref json));
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }

        if (cached is not null)
        {
            RawCounts.Keep(ref _counts.Prompt, worked + cached);
            RawCounts.Keep(ref _counts.Cached, cached);
        }
    }

    private void ReadBilled(ref Utf8JsonReader json)
    {
        if (!JsonRead.Enter(ref json))
        {
            return;
        }

        while (JsonRead.Next(ref json))
        {
            var (isInput, isOutput) = (json.ValueTextEquals("input_tokens"u8), json.ValueTextEquals("output_tokens"u8));
            json.Read();
            if (isInput || isOutput)
            {
                RawCounts.Keep(ref isInput ? ref _counts.BilledInput : ref _counts.BilledOutput, Numbers.Count(ref json));
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }
    }

    private void ReadToolUsage(ref Utf8JsonReader json)
    {
        if (!JsonRead.Enter(ref json))
        {
            return;
        }

        while (JsonRead.Next(ref json))
        {
            var isSearch = json.ValueTextEquals("web_search"u8) || json.ValueTextEquals("search_web"u8);
            json.Read();
            if (!isSearch || json.TokenType != JsonTokenType.StartObject)
            {
                JsonRead.Skip(ref json);
                continue;
            }

            while (JsonRead.Next(ref json))
            {
                var isCount = json.ValueTextEquals("num_requests"u8) || json.ValueTextEquals("invocation"u8);
                json.Read();
                RawCounts.Keep(ref _counts.Searches, isCount ? Numbers.Count(ref json) : Nothing(ref json));
            }
        }
    }

    private void ReadCacheDetails(ref Utf8JsonReader json)
    {
        if (!JsonRead.EnterArray(ref json))
        {
            return;
        }

        long? hour = null;
        while (JsonRead.NextItem(ref json))
        {
            if (!JsonRead.Enter(ref json))
            {
                continue;
            }

            var (isHour, count) = (false, (long?)null);
            while (JsonRead.Next(ref json))
            {
                if (json.ValueTextEquals("ttl"u8))
                {
                    json.Read();
                    isHour = json.TokenType == JsonTokenType.String && json.ValueTextEquals("1h"u8);
                    JsonRead.Skip(ref json);
                }
                else
                {
                    var isCount = json.ValueTextEquals("inputTokens"u8) || json.ValueTextEquals("input_tokens"u8);
                    json.Read();
                    count = isCount ? Numbers.Count(ref json) : Nothing(ref json) ?? count;
                }
            }

            RawCounts.Add(ref hour, isHour ? count : null);
        }

        RawCounts.Keep(ref _counts.Written1h, hour);
    }

    private static long? Nothing(ref Utf8JsonReader json)
    {
        JsonRead.Skip(ref json);
        return null;
    }
}
