using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Compliance.Redaction;

namespace RouteGen.Content;

/// <summary>
/// Writes JSON as it may be stored: every text goes through the redactor, escapes read, JSON inside of texts (tool arguments) included;
/// of images and files that stand in it as base64, the type and the length stay.
/// </summary>
/// <param name="redactor">What takes out what must not be kept; null keeps texts as they are.</param>
internal sealed class ContentRewriter(Redactor? redactor)
{
    /// <summary>Arguments of tools that call tools: texts in texts in texts.</summary>
    private const int DeepestText = 4;

    /// <summary>From how many characters of base64 on, a text is taken for data.</summary>
    private const int ShortestData = 512;

    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\r\n");

    /// <summary>Names whose values are secret, whatever they look like.</summary>
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "secret", "client_secret", "clientSecret", "api_key", "apiKey", "api-key", "x-api-key", "authorization",
        "access_token", "accessToken", "refresh_token", "refreshToken", "private_key", "privateKey", "connectionString", "cvv", "cvc",
    };

    /// <summary>A whole JSON value, rewritten.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public string Rewrite(ReadOnlySpan<byte> json)
    {
        using var buffer = new MemoryStream(json.Length);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Rewrite(json, writer, depth: 0);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void Rewrite(ReadOnlySpan<byte> json, Utf8JsonWriter writer, int depth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        string? name = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = TextOf(ref reader);
                    writer.WritePropertyName(Plain(name));
                    continue;
                case JsonTokenType.String:
                    writer.WriteStringValue(
                        redactor is not null && name is not null && Secrets.Contains(name) ? "[secret]" : Text(TextOf(ref reader), depth));
                    break;
                case JsonTokenType.Number:
                    Number(reader.ValueSpan, writer);
                    break;
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    continue;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                    break;
                case JsonTokenType.Null:
                    writer.WriteNullValue();
                    break;
            }

            // Of a secret that is an array, all are.
            name = reader.TokenType == JsonTokenType.String && name is not null && Secrets.Contains(name) ? name : null;
        }
    }

    private void Number(ReadOnlySpan<byte> number, Utf8JsonWriter writer)
    {
        Span<char> digits = stackalloc char[32];
        if (redactor is not null && number.Length <= 19 && Encoding.ASCII.TryGetChars(number, digits, out var count)
            && !digits[..count].ContainsAnyExceptInRange('0', '9') && CardNumbers.IsCard(digits[..count]))
        {
            writer.WriteStringValue("[card]");
            return;
        }

        writer.WriteRawValue(number, skipInputValidation: true);
    }

    private string Text(string text, int depth)
    {
        if (Data(text) is { } data)
        {
            return data;
        }

        if (depth < DeepestText && text.AsSpan().TrimStart() is ['{' or '[', ..] && TryRewrite(text, depth) is { } rewritten)
        {
            return rewritten;
        }

        return Plain(text);
    }

    private string Plain(string text)
    {
        if (redactor is null)
        {
            return text;
        }

        // JSON that was cut cannot be read; what is escaped in it must not pass for that.
        text = text.Contains("\\u00", StringComparison.OrdinalIgnoreCase) ? Unescape(text) : text;
        return redactor is PromptRedactor ? PromptRedactor.RedactText(text) : redactor.Redact(text);
    }

    private string? TryRewrite(string text, int depth)
    {
        using var buffer = new MemoryStream(text.Length);
        try
        {
            using var writer = new Utf8JsonWriter(buffer, Options);
            Rewrite(Encoding.UTF8.GetBytes(text), writer, depth + 1);
        }
        catch (JsonException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>What stands for data; null for a text.</summary>
    private static string? Data(string text)
    {
        var data = text.AsSpan();
        if (data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && data.IndexOf(',') is > 0 and < 200 and var comma)
        {
            var type = data[5..comma];
            type = type.IndexOf(';') is >= 0 and var end ? type[..end] : type;
            return string.Create(CultureInfo.InvariantCulture, $"[{type}, {Length(data[(comma + 1)..])} bytes]");
        }

        return data.Length >= ShortestData && !data.ContainsAnyExcept(Base64)
            ? string.Create(CultureInfo.InvariantCulture, $"[data, {Length(data)} bytes]")
            : null;
    }

    private static int Length(ReadOnlySpan<char> base64) => Base64Url.GetMaxDecodedLength(base64.TrimEnd('=').Length);

    private static string Unescape(string text)
    {
        var unescaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 5 < text.Length && text[i + 1] == 'u'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && code is >= ' ' and < 0x7f)
            {
                unescaped.Append((char)code);
                i += 5;
            }
            else
            {
                unescaped.Append(text[i]);
            }
        }

        return unescaped.ToString();
    }

    /// <summary>A text of the JSON; what is no Unicode is none.</summary>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            return "[not Unicode]";
        }
    }
}
