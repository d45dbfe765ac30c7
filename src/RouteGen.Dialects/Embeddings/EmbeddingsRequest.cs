using System.Text.Json;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Embeddings;

/// <summary>Writes a request for embeddings.</summary>
internal static class EmbeddingsRequest
{
    public static void Write(
        Utf8JsonWriter json, string model, ChatVendor vendor, IEnumerable<string> values, int? dimensions, DroppedOptions dropped)
    {
        Begin(json, model);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        End(json, vendor, dimensions, dropped);
    }

    /// <summary>Writes a request for vectors of texts that are tokens of the model's already.</summary>
    public static void Write(
        Utf8JsonWriter json, string model, ChatVendor vendor, IReadOnlyList<int[]> values, int? dimensions, DroppedOptions dropped)
    {
        Begin(json, model);
        foreach (var value in values)
        {
            json.WriteStartArray();
            foreach (var token in value)
            {
                json.WriteNumberValue(token);
            }

            json.WriteEndArray();
        }

        End(json, vendor, dimensions, dropped);
    }

    private static void Begin(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("input"u8);
    }

    private static void End(Utf8JsonWriter json, ChatVendor vendor, int? dimensions, DroppedOptions dropped)
    {
        json.WriteEndArray();
        if (vendor.SendsBase64Vectors)
        {
            json.WriteString("encoding_format"u8, "base64"u8);
        }

        if (dimensions is { } length)
        {
            if (vendor.Dimensions is { } name)
            {
                json.WriteNumber(name, length);
            }
            else
            {
                dropped.Add("dimensions");
            }
        }

        json.WriteEndObject();
    }
}
