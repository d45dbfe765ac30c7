using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Costs;

namespace RouteGen;

/// <summary>
/// Writes records as JSON, without reflection. Enums stand by name, times in milliseconds, costs in USD as exact decimals.
/// </summary>
public static class RouteRecordJsonExtensions
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record as one line of JSON.</summary>
    public static string ToJson(this RouteRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            WriteTo(record, writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Writes the record as a JSON object.</summary>
    public static void WriteTo(this RouteRecord record, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("id", record.Id);
        writer.WriteString("startedAt", record.StartedAt);
        writer.WriteString("table", record.Table);
        writer.WriteString("tableHash", record.TableHash);
        writer.WriteString("route", record.Route);
        writer.WriteString("outcome", Camel(record.Outcome));
        WriteText(writer, "fault", record.Fault == Fault.None ? null : Camel(record.Fault));
        WriteText(writer, "exceededBudget", record.ExceededBudget);
        WriteNumber(writer, "possibleOverrunUsd", record.PossibleOverrunUsd);
        WriteNumber(writer, "possibleOverrunTokens", record.PossibleOverrunTokens);
        WriteText(writer, "servedBy", record.ServedBy);
        WriteText(writer, "model", record.Model);
        WriteText(writer, "fallbackReason", record.FallbackReason is { } reason ? Camel(reason) : null);
        WriteText(writer, "arm", record.Arm);
        writer.WriteBoolean("stayed", record.Stayed);
        writer.WriteBoolean("streamed", record.Streamed);
        WriteTime(writer, "latencyMs", record.Latency);
        WriteTime(writer, "timeToFirstTokenMs", record.TimeToFirstToken);
        writer.WriteStartObject("estimatedTokens");
        writer.WriteNumber("input", record.EstimatedInputTokens);
        WriteNumber(writer, "output", record.EstimatedOutputTokens);
        writer.WriteEndObject();
        WriteNumber(writer, "estimatedCostUsd", record.EstimatedCostUsd);
        WriteNumber(writer, "statusCode", record.StatusCode);
        writer.WriteNumber("retries", record.Retries);
        WriteCaller(writer, record.Caller);
        WriteText(writer, "traceId", record.TraceId);
        writer.WriteString("costBucket", record.CostBucket);
        WriteNumber(writer, "costUsd", record.CostUsd);
        writer.WriteString("costSource", Camel(record.CostSource));
        if (record.CreditUsd is { } credit)
        {
            writer.WriteNumber("creditUsd", credit);
        }

        WriteNumber(writer, "lostCacheUsd", record.LostCacheUsd);
        WriteUsage(writer, record.Usage);
        WriteText(writer, "finishReason", record.FinishReason);
        WriteText(writer, "requestedModel", record.RequestedModel);
        writer.WriteStartArray("attempts");
        foreach (var attempt in record.Attempts)
        {
            Write(writer, attempt);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("skipped");
        foreach (var target in record.Skipped)
        {
            writer.WriteStartObject();
            writer.WriteString("target", target.Target);
            writer.WriteString("reason", Camel(target.Reason));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AttemptRecord attempt)
    {
        writer.WriteStartObject();
        writer.WriteString("target", attempt.Target);
        writer.WriteString("provider", attempt.Provider);
        WriteText(writer, "host", attempt.Host);
        writer.WriteString("model", attempt.Model);
        writer.WriteString("deployment", attempt.Deployment);
        if (attempt.Credential is { } place)
        {
            writer.WriteNumber("credential", place);
        }

        WriteText(writer, "responseModel", attempt.ResponseModel);
        WriteText(writer, "requestId", attempt.RequestId);
        WriteText(writer, "fault", attempt.Fault == Fault.None ? null : Camel(attempt.Fault));
        WriteNumber(writer, "statusCode", attempt.StatusCode);
        WriteText(writer, "code", attempt.Code);
        WriteText(writer, "detail", attempt.Detail);
        WriteTime(writer, "delayMs", attempt.Delay);
        WriteTime(writer, "latencyMs", attempt.Latency);
        WriteTime(writer, "timeToFirstTokenMs", attempt.TimeToFirstToken);
        WriteUsage(writer, attempt.Usage);
        if (attempt.EstimatedUsage is { } estimated)
        {
            WriteUsage(writer, estimated, "estimatedUsage");
        }

        writer.WriteString("serviceTier", Camel(attempt.ServiceTier));
        WriteNumber(writer, "costUsd", attempt.CostUsd);
        writer.WriteString("costSource", Camel(attempt.CostSource));
        WriteNumber(writer, "computedCostUsd", attempt.ComputedCostUsd);
        WriteText(writer, "priceId", attempt.PriceId);
        if (attempt.DroppedOptions != RequestParameters.None)
        {
            writer.WriteStartArray("droppedOptions");
            foreach (var option in Enum.GetValues<RequestParameters>())
            {
                if (option != RequestParameters.None && attempt.DroppedOptions.HasFlag(option))
                {
                    writer.WriteStringValue(Camel(option));
                }
            }

            writer.WriteEndArray();
        }

        WriteRare(writer, attempt);
        writer.WriteEndObject();
    }

    /// <summary>What hardly any attempt has, and is not written where there is none.</summary>
    private static void WriteRare(Utf8JsonWriter writer, AttemptRecord attempt)
    {
        if (attempt.CreditUsd is { } credit)
        {
            writer.WriteNumber("creditUsd", credit);
        }

        if (attempt.Unsent is { } unsent)
        {
            writer.WriteString("unsent", unsent);
        }

        if (attempt.Lane is { } lane)
        {
            writer.WriteString("lane", lane == RequestLane.Relay ? "relay" : "translate");
        }

        if (attempt.OtherModels is { Count: > 0 } others)
        {
            writer.WriteStartArray("otherModels");
            foreach (var other in others)
            {
                writer.WriteStartObject();
                WriteText(writer, "model", other.Model);
                WriteUsage(writer, other.Usage);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteCaller(Utf8JsonWriter writer, RouteCaller caller)
    {
        writer.WriteStartObject("caller");
        WriteText(writer, "user", caller.User);
        WriteText(writer, "agent", caller.Agent);
        WriteText(writer, "tenant", caller.Tenant);
        WriteText(writer, "operationId", caller.OperationId);
        WriteText(writer, "key", caller.Key);
        if (caller.Tags is { Count: > 0 } tags)
        {
            writer.WriteStartObject("tags");
            foreach (var (key, value) in tags.OrderBy(t => t.Key, StringComparer.Ordinal))
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage? usage, string name = "usage")
    {
        if (usage is not { } counted)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("input", counted.Input);
        writer.WriteNumber("cachedInput", counted.CachedInput);
        writer.WriteNumber("cacheWrite", counted.CacheWrite);
        writer.WriteNumber("cacheWrite1h", counted.CacheWrite1h);
        writer.WriteNumber("output", counted.Output);
        writer.WriteNumber("reasoning", counted.Reasoning);
        WriteUnlessZero(writer, "audioInput", counted.AudioInput);
        WriteUnlessZero(writer, "imageInput", counted.ImageInput);
        WriteUnlessZero(writer, "audioOutput", counted.AudioOutput);
        WriteUnlessZero(writer, "imageOutput", counted.ImageOutput);
        WriteUnlessZero(writer, "images", counted.Images);
        WriteUnlessZero(writer, "webSearches", counted.WebSearches);
        writer.WriteNumber("requests", counted.Requests);
        writer.WriteEndObject();
    }

    private static void WriteUnlessZero(Utf8JsonWriter writer, string name, long value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value) => writer.WriteString(name, value);

    private static void WriteTime(Utf8JsonWriter writer, string name, TimeSpan? time) =>
        WriteNumber(writer, name, time is { } value ? Math.Round((decimal)value.Ticks / TimeSpan.TicksPerMillisecond, 3) : null);

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static string Camel<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
