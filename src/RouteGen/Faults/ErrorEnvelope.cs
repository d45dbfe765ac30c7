using System.Text.Json;

namespace RouteGen.Faults;

/// <summary>
/// What an error reply says, in the envelopes of the providers: OpenAI and Azure <c>{error:{message,type,param,code}}</c>, Anthropic
/// <c>{type:"error",error:{type,message}}</c>, Gemini <c>{error:{code,message,status,details[]}}</c> (also inside an array), OpenRouter
/// <c>{error:{code,message,metadata{error_type,provider_code}}}</c>, Ollama <c>{error:"…"}</c>.
/// </summary>
/// <param name="Message">The provider's text: matched against, never kept.</param>
/// <param name="Type">The error's type, or Gemini's status.</param>
/// <param name="Code">The most specific code.</param>
/// <param name="RetryDelay">Gemini's <c>RetryInfo.retryDelay</c>.</param>
/// <param name="IsDailyQuota">Whether Gemini's <c>QuotaFailure</c> names a quota per day.</param>
/// <param name="Reason">Gemini's <c>ErrorInfo.reason</c>.</param>
internal readonly record struct ErrorEnvelope(string? Message, string? Type, string? Code, TimeSpan? RetryDelay, bool IsDailyQuota, string? Reason = null)
{
    /// <summary>Reads a body. HTML, nothing, or half a document give an empty envelope.</summary>
    public static ErrorEnvelope Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement error) ? Read(error) : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static ErrorEnvelope Read(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String)
        {
            return new(error.GetString(), null, null, null, false);
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        var code = Text(error, "code");
        var type = Text(error, "type") ?? Text(error, "status");
        if (error.TryGetProperty("innererror", out JsonElement inner) && inner.ValueKind == JsonValueKind.Object)
        {
            code ??= Text(inner, "code");
        }

        if (error.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            type = Text(metadata, "error_type") ?? type;
            code = Text(metadata, "provider_code") ?? code;
        }

        (TimeSpan? delay, var daily, var reason) = Details(error);
        return new(Text(error, "message"), type, code, delay, daily, reason);
    }

    // Gemini's, by what they hold: @type is not always sent (ai.google.dev/gemini-api/docs/troubleshooting).
    private static (TimeSpan? RetryDelay, bool IsDaily, string? Reason) Details(JsonElement error)
    {
        TimeSpan? delay = null;
        var daily = false;
        string? reason = null;
        if (!error.TryGetProperty("details", out JsonElement details) || details.ValueKind != JsonValueKind.Array)
        {
            return (null, false, null);
        }

        foreach (JsonElement detail in details.EnumerateArray())
        {
            if (detail.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (Text(detail, "retryDelay") is { } text && text.EndsWith('s') && RetryAfter.TrySeconds(text.AsSpan()[..^1], out TimeSpan wait))
            {
                delay = wait;
            }

            reason ??= Text(detail, "reason");
            if (detail.TryGetProperty("violations", out JsonElement violations))
            {
                daily |= violations.GetRawText().Contains("PerDay", StringComparison.Ordinal);
            }
        }

        return (delay, daily, reason);
    }

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}
