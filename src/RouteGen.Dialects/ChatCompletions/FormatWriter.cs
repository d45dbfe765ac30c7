using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Writes <c>response_format</c>.</summary>
internal static class FormatWriter
{
    public static void Write(Utf8JsonWriter json, ChatVendor vendor, ChatOptions options, DroppedOptions dropped)
    {
        switch (options.ResponseFormat)
        {
            case ChatResponseFormatText:
                Write(json, "text"u8);
                break;
            case ChatResponseFormatJson { Schema: not null } when vendor.Json == JsonForm.ObjectOnly:
                dropped.Add("responseFormat.schema");
                Write(json, "json_object"u8);
                break;
            case ChatResponseFormatJson { Schema: null } when vendor.Json != JsonForm.SchemaOnly:
                Write(json, "json_object"u8);
                break;
            case ChatResponseFormatJson format:
                WriteSchema(json, format, StrictSchemas.IsStrict(options.AdditionalProperties));
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> type)
    {
        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter json, ChatResponseFormatJson format, bool? strict)
    {
        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, "json_schema"u8);
        json.WriteStartObject("json_schema"u8);
        json.WriteString("name"u8, format.SchemaName ?? "json_schema");
        if (format.SchemaDescription is { } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WritePropertyName("schema"u8);
        if (StrictSchemas.Get(format) is { } schema)
        {
            schema.WriteTo(json);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "object"u8);
            json.WriteEndObject();
        }

        if (strict is { } isStrict)
        {
            json.WriteBoolean("strict"u8, isStrict);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
