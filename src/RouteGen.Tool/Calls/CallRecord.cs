using System.Globalization;
using System.Text.Json;

namespace RouteGen.Tool.Calls;

/// <summary>A call as its record says, whoever wrote the record: what it lacks is null.</summary>
internal sealed class CallRecord
{
    private readonly JsonElement _record;

    private CallRecord(JsonElement record)
    {
        _record = record;
        var attempts = new List<CallAttempt>();
        var at = 0m;
        foreach (var attempt in Items(record, "attempts"))
        {
            // Attempts follow each other, each after its wait; what lies between them the record does not say.
            at += attempt.Number("delayMs") ?? 0m;
            attempts.Add(new(attempt, at));
            at += attempt.Number("latencyMs") ?? 0m;
        }

        Attempts = attempts;
        LatencyMs = record.Number("latencyMs") ?? at;
        AttemptsMs = at;
        Skipped = [.. Items(record, "skipped").Select(static s => (s.Text("target") ?? "?", s.Text("reason") ?? "?"))];
    }

    public IReadOnlyList<CallAttempt> Attempts { get; }

    /// <summary>The targets that were not asked, and why.</summary>
    public IReadOnlyList<(string Target, string Reason)> Skipped { get; }

    /// <summary>The whole call.</summary>
    public decimal LatencyMs { get; }

    /// <summary>All attempts and the waits before them.</summary>
    public decimal AttemptsMs { get; }

    /// <summary>Reads the JSON of a record.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static CallRecord Parse(string json)
    {
        try
        {
            var root = JsonDocument.Parse(json).RootElement;
            return root.ValueKind == JsonValueKind.Object && root.Text("id") is not null && root.TryGetProperty("attempts", out _)
                ? new(root)
                : throw new InvalidDataException("What was read is not the record of a call: it has no 'id' and 'attempts'.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"What was read is not the record of a call: {e.Message}", e);
        }
    }

    public string? Text(string name) => _record.Text(name);

    public decimal? Number(string name) => _record.Number(name);

    public bool Is(string name) => _record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The member of an object of the record, such as <c>caller</c> and <c>tenant</c>.</summary>
    public string? Text(string of, string name) =>
        _record.TryGetProperty(of, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner.Text(name) : null;

    public decimal? Number(string of, string name) =>
        _record.TryGetProperty(of, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner.Number(name) : null;

    /// <summary>The record as it was read, each attempt with its offset.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in _record.EnumerateObject())
        {
            if (member.Name != "attempts" || member.Value.ValueKind != JsonValueKind.Array)
            {
                member.WriteTo(json);
                continue;
            }

            json.WriteStartArray("attempts");
            foreach (var attempt in Attempts)
            {
                attempt.Write(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(static i => i.ValueKind == JsonValueKind.Object)
            : [];
}

/// <summary>One attempt of a call.</summary>
/// <param name="attempt">What the record says of it.</param>
/// <param name="offset">When it began, in milliseconds from the call's first attempt on.</param>
internal sealed class CallAttempt(JsonElement attempt, decimal offset)
{
    public decimal OffsetMs => offset;

    /// <summary>The wait before it.</summary>
    public decimal DelayMs { get; } = attempt.Number("delayMs") ?? 0m;

    public decimal LatencyMs { get; } = attempt.Number("latencyMs") ?? 0m;

    public decimal? FirstTokenMs { get; } = attempt.Number("timeToFirstTokenMs");

    /// <summary>Why it failed; null where it served.</summary>
    public string? Fault { get; } = attempt.Text("fault");

    public string? Text(string name) => attempt.Text(name);

    public decimal? Number(string name) => attempt.Number(name);

    /// <summary>A count of its tokens, as counted or else as estimated.</summary>
    public long? Tokens(string name, out bool isEstimated)
    {
        isEstimated = false;
        foreach (var usage in (string[])["usage", "estimatedUsage"])
        {
            if (attempt.TryGetProperty(usage, out var counts) && counts.ValueKind == JsonValueKind.Object)
            {
                isEstimated = usage == "estimatedUsage";
                return (long?)counts.Number(name);
            }
        }

        return null;
    }

    /// <summary>The words of a list, such as options that were dropped.</summary>
    public IReadOnlyList<string> Words(string name) => attempt.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Where(static w => w.ValueKind == JsonValueKind.String).Select(static w => w.GetString()!)]
        : [];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("offsetMs", offset);
        foreach (var member in attempt.EnumerateObject())
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }
}

/// <summary>Members as they are wanted, whatever they are.</summary>
internal static class RecordMembers
{
    public static string? Text(this JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    public static decimal? Number(this JsonElement of, string name) =>
        of.Text(name) is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : null;
}
