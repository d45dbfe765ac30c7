using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Facts;

/// <content>Reading.</content>
internal partial struct ReplyBill
{
    /// <summary>Reads a usage, of whichever vendor.</summary>
    /// <param name="json">At its value, which may be null or no object; at the value's end afterwards.</param>
    /// <param name="isStart">
    /// Whether it stands at the start of a stream (<c>message_start</c>), where output is a single token that stands for what is to come.
    /// </param>
    public void ReadUsage(ref Utf8JsonReader json, bool isStart = false)
    {
        var output = _counts.Output;
        var isStated = json.TokenType == JsonTokenType.StartObject;
        ReadUsageObject(ref json);
        if (isStart)
        {
            _counts.Output = output;
        }

        // A chunk whose usage is null says nothing new.
        _hasUsage |= isStated && _counts.AreAny;
    }

    /// <summary>Reads a member of a reply, of a chunk, of a choice or of its message, if it is a fact for the bill.</summary>
    /// <param name="json">At the member's name; at the end of its value where it is such a fact.</param>
    /// <returns>False where it is another member; the reader has not moved then.</returns>
    public bool TryReadMember(ref Utf8JsonReader json)
    {
        var name = json.ValueSpan;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("cost"u8):
            case 5 when name.SequenceEqual("usage"u8) || name.SequenceEqual("speed"u8):
            case 6 when name.SequenceEqual("x_groq"u8):
            case 7 when name.SequenceEqual("timings"u8) || name.SequenceEqual("is_byok"u8):
            case 10 when name.SequenceEqual("eval_count"u8) || name.SequenceEqual("tool_usage"u8):
            case 11 when name.SequenceEqual("serviceTier"u8):
            case 12 when name.SequenceEqual("service_tier"u8) || name.SequenceEqual("cost_details"u8):
            case 13 when name.SequenceEqual("usageMetadata"u8) || name.SequenceEqual("inference_geo"u8)
                || name.SequenceEqual("response_cost"u8):
            case 14 when name.SequenceEqual("usage_metadata"u8) || name.SequenceEqual("_hidden_params"u8):
            case 16 when name.SequenceEqual("providerMetadata"u8) || name.SequenceEqual("tokens_evaluated"u8)
                || name.SequenceEqual("tokens_predicted"u8):
            case 17 when name.SequenceEqual("prompt_eval_count"u8) || name.SequenceEqual("provider_metadata"u8)
                || name.SequenceEqual("performanceConfig"u8):
            case 32 when name.SequenceEqual("amazon-bedrock-invocationMetrics"u8):
                break;
            default:
                return false;
        }

        Span<char> buffer = stackalloc char[FactNames.Longest];
        var plain = FactNames.Plain(name, buffer);
        json.Read();
        if (plain is "usage" or "usagemetadata" or "xgroq" or "amazonbedrockinvocationmetrics")
        {
            ReadUsage(ref json);
        }
        else if (plain is "timings" or "toolusage" or "promptevalcount" or "evalcount" or "tokensevaluated" or "tokenspredicted")
        {
            ReadMember(plain, ref json);
            _hasUsage |= _counts.AreAny;
        }
        else
        {
            ReadMember(plain, ref json);
        }

        return true;
    }

    private void ReadUsageObject(ref Utf8JsonReader json)
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
            ReadMember(name, ref json);
        }
    }

    /// <summary>Reads a member of a usage, or skips it.</summary>
    private void ReadMember(scoped ReadOnlySpan<char> name, ref Utf8JsonReader json)
    {
        if (CountMembers.TryRead(name, ref json, ref _counts))
        {
            return;
        }

        switch (name)
        {
            case "prompttokensdetails" or "inputtokensdetails" or "prompttokendetails" or "inputtokendetails":
                ReadDetails(ref json, isInput: true);
                break;
            case "completiontokensdetails" or "outputtokensdetails" or "completiontokendetails" or "outputtokendetails"
                or "candidatestokensdetails":
                ReadDetails(ref json, isInput: false);
                break;

            // Messages' cache_creation by duration; server_tool_use; xAI's and OpenRouter's likes; Groq's usage in x_groq.
            case "cachecreation" or "cachecreationtokendetails" or "cachecreationtokensdetails" or "servertooluse" or "servertoolusedetails"
                or "serversidetoolusagedetails" or "usage":
                ReadUsageObject(ref json);
                break;
            case "iterations":
                ReadIterations(ref json);
                break;
            case "servicetier":
                ReadWord(ref json, "type", ref _tier);
                break;
            case "speed":
                ReadWord(ref json, "type", ref _speed);
                break;
            case "performanceconfig":
                ReadWord(ref json, "latency", ref _speed);
                break;
            case "inferencegeo":
                ReadWord(ref json, "type", ref _place);
                break;
            default:
                if (!TryReadElsewhere(name, ref json) && !TryReadCost(name, ref json))
                {
                    JsonRead.Skip(ref json);
                }

                break;
        }
    }

    /// <summary>A word, or the one in an object (Bedrock's <c>serviceTier.type</c>).</summary>
    private void ReadWord(ref Utf8JsonReader json, string inner, ref string? word)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Keep(Numbers.Word(ref json), ref word);
            return;
        }

        while (JsonRead.Next(ref json))
        {
            var isIt = json.ValueTextEquals(inner);
            json.Read();
            if (isIt)
            {
                Keep(Numbers.Word(ref json), ref word);
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }
    }

    private void Keep(string? stated, ref string? word)
    {
        if (stated is not null && stated != word)
        {
            word = stated;
            _hasFacts = true;
        }
    }

    private void ReadDetails(ref Utf8JsonReader json, bool isInput)
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
            if (isInput && name is "cachecreation" or "cachecreationtokendetails" or "cachecreationtokensdetails")
            {
                ReadUsageObject(ref json);
            }
            else if (!CountMembers.TryReadDetail(name, ref json, ref _counts, isInput))
            {
                JsonRead.Skip(ref json);
            }
        }
    }
}
