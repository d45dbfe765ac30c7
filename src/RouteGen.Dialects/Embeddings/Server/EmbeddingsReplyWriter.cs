using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Embeddings.Server;

/// <summary>
/// Writes vectors (OpenAI's OpenAPI document, <c>CreateEmbeddingResponse</c>): as numbers, or as the base64 of their floats in
/// little-endian
/// order, which OpenAI's own clients ask for and cannot do without.
/// </summary>
internal static class EmbeddingsReplyWriter
{
    /// <param name="json">Where to write.</param>
    /// <param name="vectors">The vectors, in the order of the inputs.</param>
    /// <param name="model">The model's name, as the caller asked for it.</param>
    /// <param name="asBase64">Whether they were asked for as base64.</param>
    public static void Write(Utf8JsonWriter json, GeneratedEmbeddings<Embedding<float>> vectors, string model, bool asBase64)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var i = 0; i < vectors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            json.WritePropertyName("embedding"u8);
            if (asBase64)
            {
                WriteBase64(json, vectors[i].Vector.Span);
            }
            else
            {
                WriteNumbers(json, vectors[i].Vector.Span);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model"u8, model);
        var input = vectors.Usage?.InputTokenCount ?? vectors.Usage?.TotalTokenCount ?? 0;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, input);
        json.WriteNumber("total_tokens"u8, vectors.Usage?.TotalTokenCount ?? input);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<float> vector)
    {
        json.WriteStartArray();
        foreach (var number in vector)
        {
            // JSON has no word for what is not finite.
            json.WriteNumberValue(float.IsFinite(number) ? number : 0);
        }

        json.WriteEndArray();
    }

    private static void WriteBase64(Utf8JsonWriter json, ReadOnlySpan<float> vector)
    {
        if (BitConverter.IsLittleEndian)
        {
            json.WriteBase64StringValue(MemoryMarshal.AsBytes(vector));
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(vector.Length * sizeof(float));
        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        json.WriteBase64StringValue(bytes.AsSpan(0, vector.Length * sizeof(float)));
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
