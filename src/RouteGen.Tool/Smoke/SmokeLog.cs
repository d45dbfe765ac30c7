using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// Calls as JSON, one a line in a log: no prompt, no reply, no key. An earlier run is read from its log, or from its report.
/// </summary>
internal static class SmokeLog
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A call as one line.</summary>
    public static string Line(SmokeReport report, SmokeCall call)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            Write(json, report, call);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    /// <summary>A call as an object.</summary>
    public static void Write(Utf8JsonWriter json, SmokeReport report, SmokeCall call)
    {
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteString("run", report.At);
        json.WriteString("at", call.At);
        json.WriteString("table", report.Name);
        json.WriteString("tableHash", report.Hash);
        json.WriteString("target", call.Place.Target.Name);
        WriteNumber(json, "key", call.Place.Key.Place);
        json.WriteStartArray("routes");
        foreach (var route in call.Place.Routes)
        {
            json.WriteStringValue(route);
        }

        json.WriteEndArray();
        json.WriteString("provider", call.Place.Provider.Name);
        json.WriteString("model", call.Place.Target.Model.Name);
        json.WriteString("deployment", call.Place.Target.Deployment);
        json.WriteString("shape", call.Shape.Word());
        json.WriteString("verdict", SmokeText.Verdict(call.Verdict));
        WriteText(json, "diagnosis", call.Diagnosis?.Id);
        WriteText(json, "words", call.Diagnosis?.ToString());
        WriteText(json, "fault", call.Fault == Fault.None ? null : SmokeText.Camel(call.Fault.ToString()));
        WriteNumber(json, "status", call.Attempt?.StatusCode);
        WriteText(json, "code", call.Attempt?.Code);
        WriteText(json, "detail", call.Attempt?.Detail);
        WriteTime(json, "firstTokenMs", call.Attempt?.TimeToFirstToken);
        WriteTime(json, "totalMs", call.Attempt?.Latency);
        WriteRate(json, call.TokensPerSecond);
        WriteText(json, "finishReason", call.FinishReason);
        WriteUsage(json, call);
        WriteMoney(json, "costUsd", call.CostUsd);
        WriteText(json, "costSource", call.Attempt is { } attempt ? SmokeText.Camel(attempt.CostSource.ToString()) : null);
        WriteText(json, "priceId", call.Attempt?.PriceId);
        WriteText(json, "answeredBy", call.Attempt?.ResponseModel);
        WriteText(json, "unsent", call.Attempt?.Unsent);
        WriteText(json, "requestId", call.Attempt?.RequestId);
        WriteText(json, "record", call.RecordId);
        WriteStream(json, call);
        WriteLimits(json, call);
        json.WriteStartArray("remarks");
        foreach (var remark in call.Remarks)
        {
            json.WriteStringValue(remark.Id);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Reads a log, or a report as JSON; of several calls of one kind the last one counts.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    /// <exception cref="ToolFailure">It is neither: a comparison that fails must not pass for one without regressions.</exception>
    public static IReadOnlyDictionary<string, EarlierCall> Read(ToolHost host, string path)
    {
        var file = host.FullPath(path);
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file '{path}' to compare with. A run writes one by --log, or by --format json -o.");
        }

        var text = File.ReadAllText(file);
        var calls = new Dictionary<string, EarlierCall>(StringComparer.Ordinal);
        foreach (var call in ReadReport(text) ?? ReadLines(path, text))
        {
            if (call.TryGetProperty("id", out var id) && id.GetString() is { } name && call.TryGetProperty("verdict", out _))
            {
                calls[name] = ReadCall(call);
            }
        }

        return calls.Count > 0 ? calls : throw new ToolFailure($"'{path}' has no calls of a smoke run in it.");
    }

    private static List<JsonElement>? ReadReport(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("sections", out var sections)
                && sections.TryGetProperty("calls", out var calls) && calls.ValueKind == JsonValueKind.Array
                ? [.. calls.EnumerateArray().Where(static c => c.ValueKind == JsonValueKind.Object).Select(static c => c.Clone())]
                : null;
        }
        catch (JsonException)
        {
            // Lines of JSON are no JSON.
            return null;
        }
    }

    private static List<JsonElement> ReadLines(string path, string text)
    {
        var calls = new List<JsonElement>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    calls.Add(document.RootElement.Clone());
                    continue;
                }
            }
            catch (JsonException)
            {
                throw Unreadable(path, number);
            }

            throw Unreadable(path, number);
        }

        return calls;
    }

    private static ToolFailure Unreadable(string path, int line) => new(string.Create(
        CultureInfo.InvariantCulture, $"{path}({line}): this is no line of a log of smoke. Remove it, or compare with another file."));

    private static EarlierCall ReadCall(JsonElement call)
    {
        JsonElement? Member(string name) => call.TryGetProperty(name, out var value) ? value : null;
        TimeSpan? Time(string name) =>
            Member(name) is { ValueKind: JsonValueKind.Number } ms ? TimeSpan.FromMilliseconds(ms.GetDouble()) : null;
        string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        long? tokens = Member("usage") is { ValueKind: JsonValueKind.Object } usage
            && usage.TryGetProperty("input", out var input) && usage.TryGetProperty("output", out var output)
            && input.TryGetInt64(out var ins) && output.TryGetInt64(out var outs)
                ? ins + outs : null;
        return new(
            Text("verdict") ?? "",
            DateTimeOffset.TryParse(Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : default,
            Time("firstTokenMs"),
            Time("totalMs"),
            Member("costUsd") is { ValueKind: JsonValueKind.Number } cost && cost.TryGetDecimal(out var usd) ? usd : null,
            tokens,
            Text("answeredBy"));
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteMoney(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, TimeSpan? time) =>
        WriteMoney(json, name, time is { } value ? Math.Round((decimal)value.TotalMilliseconds, 3) : null);

    private static void WriteRate(Utf8JsonWriter json, double? rate) =>
        WriteMoney(json, "tokensPerSecond", rate is { } value ? Math.Round((decimal)value, 1) : null);

    private static void WriteUsage(Utf8JsonWriter json, SmokeCall call)
    {
        if (call.Usage is not { } usage)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input", usage.Input);
        json.WriteNumber("cachedInput", usage.CachedInput);
        json.WriteNumber("output", usage.Output);
        json.WriteNumber("reasoning", usage.Reasoning);
        json.WriteEndObject();
    }

    private static void WriteStream(Utf8JsonWriter json, SmokeCall call)
    {
        if (call.Stream is not { } stream)
        {
            json.WriteNull("stream");
            return;
        }

        json.WriteStartObject("stream");
        json.WriteNumber("events", stream.Events);
        json.WriteBoolean("usage", stream.HasUsage);
        WriteText(json, "end", stream.End);
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, SmokeCall call)
    {
        json.WriteStartArray("rateLimits");
        foreach (var limit in call.Limits)
        {
            json.WriteStartObject();
            json.WriteString("of", limit.Unit);
            WriteNumber(json, "limit", limit.Limit);
            WriteNumber(json, "left", limit.Left);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
