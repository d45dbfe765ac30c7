using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RouteGen.Wire;

/// <summary>
/// What an error reply says, in the envelopes of the providers: OpenAI and Azure <c>{error:{message,type,param,code}}</c>, Anthropic
/// <c>{type:"error",error:{type,message}}</c>, Gemini <c>{error:{code,message,status,details[]}}</c> (also inside an array), OpenRouter
/// <c>{error:{code,message,metadata{error_type,provider_code,raw}}}</c>, Ollama <c>{error:"…"}</c>; Mistral, Bedrock, older
/// vLLM and SGLang have all of it at the top, FastAPI <c>{detail:…}</c>, text-generation-inference
/// <c>{error:"…",error_type}</c>, xAI <c>{code,error:"…"}</c>.
/// </summary>
/// <param name="Message">The provider's text: matched against, never kept.</param>
/// <param name="Type">The error's type, or Gemini's status.</param>
/// <param name="Code">The most specific code.</param>
/// <param name="RetryDelay">Gemini's <c>RetryInfo.retryDelay</c>.</param>
/// <param name="IsDailyQuota">Whether Gemini's <c>QuotaFailure</c> names a quota per day.</param>
/// <param name="Reason">Gemini's <c>ErrorInfo.reason</c>.</param>
/// <param name="IsBare">Whether it is Ollama's, which has a text and no more.</param>
internal readonly record struct ErrorEnvelope(
    string? Message, string? Type, string? Code, TimeSpan? RetryDelay, bool IsDailyQuota, string? Reason = null, bool IsBare = false)
{
    // Text that is no JSON is looked at for what it says, as far as it may say something.
    private const int LongestText = 2000;

    /// <summary>Reads a body. Nothing gives an empty envelope; HTML, or half a document, one of its text alone.</summary>
    public static ErrorEnvelope Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return default;
        }

        if (!MayBeJson(body.Span))
        {
            return TextOf(body.Span);
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            return root.ValueKind switch
            {
                JsonValueKind.Object => ReadRoot(root),
                JsonValueKind.String => new(root.GetString(), null, null, null, false),
                _ => default,
            };
        }
        catch (JsonException)
        {
            return TextOf(body.Span);
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    // A proxy's page or line of text is told apart without an exception.
    private static bool MayBeJson(ReadOnlySpan<byte> body) =>
        body[Math.Max(0, body.IndexOfAnyExcept(" \t\r\n"u8))..] is
            [(byte)'{' or (byte)'[' or (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..]
            or [(byte)'t', (byte)'r', ..] or [(byte)'f', (byte)'a', ..] or [(byte)'n', (byte)'u', ..];

    private static ErrorEnvelope TextOf(ReadOnlySpan<byte> body) =>
        new(Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText)]), null, null, null, false);

    private static ErrorEnvelope ReadRoot(JsonElement root)
    {
        if (!root.TryGetProperty("error", out var error)
            || error.ValueKind is JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False)
        {
            return Flat(root);
        }

        var envelope = Read(error);
        return error.ValueKind == JsonValueKind.Object
            ? envelope
            : envelope with
            {
                Message = envelope.Message ?? Text(root, "message"),
                Type = Text(root, "error_type") ?? Text(root, "type"),
                Code = Text(root, "code"),
                IsBare = root.GetPropertyCount() == 1,
            };
    }

    /// <summary>An error that is not inside anything, or one in <c>detail</c> or <c>errors</c>.</summary>
    private static ErrorEnvelope Flat(JsonElement root)
    {
        var message = Text(root, "message")
            ?? Text(root, "Message") ?? Text(root, "msg") ?? Text(root, "error_message") ?? Text(root, "errorMessage");
        foreach (var name in (ReadOnlySpan<string>)["detail", "details", "errors", "fault"])
        {
            if (message is null && root.TryGetProperty(name, out var detail))
            {
                if (detail.ValueKind == JsonValueKind.Object)
                {
                    return ReadRoot(detail);
                }

                message = detail.ValueKind == JsonValueKind.String ? detail.GetString() : detail.GetRawText();
            }
        }

        return new(message, Text(root, "type") ?? Text(root, "__type") ?? Text(root, "error_type"), Text(root, "code")
            ?? Text(root, "error_code"), null, false);
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

        string? raw = null;
        var code = Text(error, "code");
        var type = Text(error, "type") ?? Text(error, "status");
        if (error.TryGetProperty("innererror", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            code ??= Text(inner, "code");
        }

        if (error.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            type = Text(metadata, "error_type") ?? type;
            code = Text(metadata, "provider_code") ?? code;
            raw = Text(metadata, "raw");
        }

        var (delay, daily, reason) = Details(error);
        var message = Text(error, "message");

        // What the provider behind OpenRouter said, where that itself says "Provider returned error".
        return new(raw is null ? message : message + " " + raw, type, code, delay, daily, reason);
    }

    // Gemini's, by what they hold: @type is not always sent (ai.google.dev/gemini-api/docs/troubleshooting).
    private static (TimeSpan? RetryDelay, bool IsDaily, string? Reason) Details(JsonElement error)
    {
        TimeSpan? delay = null;
        var daily = false;
        string? reason = null;
        if (!error.TryGetProperty("details", out var details) || details.ValueKind != JsonValueKind.Array)
        {
            return (null, false, null);
        }

        foreach (var detail in details.EnumerateArray())
        {
            if (detail.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (Text(detail, "retryDelay") is { } text && text.EndsWith('s') && RetryAfter.TrySeconds(text.AsSpan()[..^1], out var wait))
            {
                delay = wait;
            }

            reason ??= Text(detail, "reason");
            if (detail.TryGetProperty("violations", out var violations))
            {
                daily |= JsonMarshal.GetRawUtf8Value(violations).IndexOf("PerDay"u8) >= 0;
            }
        }

        return (delay, daily, reason);
    }

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}
