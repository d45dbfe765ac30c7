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
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("input"u8);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

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
