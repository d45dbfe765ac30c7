using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>What a reply states for its bill, event by event: of each number the largest, as totals so far.</summary>
internal struct MessagesBill
{
    private long? _input;
    private long? _output;
    private long? _cached;
    private long? _written;
    private long? _written1h;
    private long? _reasoning;
    private long? _searches;
    private string? _tier;
    private bool _hasUsage;
    private bool _hasFacts;

    public void ReadUsage(ref Utf8JsonReader json, bool isStart = false)
    {
        var output = _output;
        if (JsonRead.Enter(ref json))
        {
            while (JsonRead.Next(ref json))
            {
                ReadMember(ref json);
            }
        }

        _output = isStart ? output : _output;
        _hasUsage |= (_input ?? _output ?? _cached ?? _written) is not null;
    }

    public UsageDetails? TakeUsage()
    {
        if (!_hasUsage)
        {
            return null;
        }

        _hasUsage = false;
        var usage = new UsageDetails
        {
            InputTokenCount = _input is null && _cached is null && _written is null ? null : (_input ?? 0) + (_cached ?? 0) + (_written ?? 0),
            OutputTokenCount = _output,
            CachedInputTokenCount = _cached,
            ReasoningTokenCount = _reasoning,
        };
        usage.TotalTokenCount = usage.InputTokenCount + usage.OutputTokenCount;
        Add(usage, WireFacts.CacheWriteKey, _written);
        Add(usage, WireFacts.CacheWrite1hKey, _written1h);
        Add(usage, WireFacts.WebSearchesKey, _searches);
        return usage;
    }

    public void TakeFacts(ref AdditionalPropertiesDictionary? properties)
    {
        if (_hasFacts && _tier is not null)
        {
            (properties ??= [])[WireFacts.ServiceTierKey] = _tier;
        }

        _hasFacts = false;
    }

    private static void Add(UsageDetails usage, string key, long? count)
    {
        if (count > 0)
        {
            (usage.AdditionalCounts ??= [])[key] = count.Value;
        }
    }

    private static void Keep(ref long? known, long? stated) => known = stated is null || stated <= known ? known : stated;

    private void ReadMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("input_tokens"u8))
        {
            json.Read();
            Keep(ref _input, JsonRead.Count(ref json));
        }
        else if (json.ValueTextEquals("output_tokens"u8))
        {
            json.Read();
            Keep(ref _output, JsonRead.Count(ref json));
        }
        else if (json.ValueTextEquals("cache_read_input_tokens"u8))
        {
            json.Read();
            Keep(ref _cached, JsonRead.Count(ref json));
        }
        else if (json.ValueTextEquals("cache_creation_input_tokens"u8))
        {
            json.Read();
            Keep(ref _written, JsonRead.Count(ref json));
        }
        else if (json.ValueTextEquals("ephemeral_1h_input_tokens"u8))
        {
            json.Read();
            Keep(ref _written1h, JsonRead.Count(ref json));
        }
        else if (json.ValueTextEquals("thinking_tokens"u8))
        {
            json.Read();
            Keep(ref _reasoning, JsonRead.Count(ref json));
        }
        else if (json.ValueTextEquals("web_search_requests"u8))
        {
            json.Read();
            Keep(ref _searches, JsonRead.Count(ref json));
        }
        else if (json.ValueTextEquals("service_tier"u8))
        {
            json.Read();
            _tier = JsonRead.Text(ref json) ?? _tier;
            _hasFacts = true;
        }
        else
        {
            var isInner = json.ValueTextEquals("cache_creation"u8)
                || json.ValueTextEquals("server_tool_use"u8) || json.ValueTextEquals("output_tokens_details"u8);
            json.Read();
            if (!isInner)
            {
                JsonRead.Skip(ref json);
            }
            else if (JsonRead.Enter(ref json))
            {
                while (JsonRead.Next(ref json))
                {
                    ReadMember(ref json);
                }
            }
        }
    }
}
