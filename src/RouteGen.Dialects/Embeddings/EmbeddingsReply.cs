using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Embeddings;

/// <summary>Reads embeddings: as numbers or as base64, in the order of their indexes, with what they state for the bill.</summary>
internal readonly record struct EmbeddingsReply(GeneratedEmbeddings<Embedding<float>> Vectors, ErrorContent? Error)
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidReplyException">It is JSON, and neither vectors nor an error, or a vector cannot be read.</exception>
    public static EmbeddingsReply Read(ReadOnlySpan<byte> json)
    {
        var reader = JsonRead.Start(json);
        var bill = default(ReplyBill);
        List<(long? Index, float[] Vector)>? found = null;
        ErrorContent? error = null;
        string? model = null;
        if (JsonRead.Enter(ref reader))
        {
            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("data"u8))
                {
                    reader.Read();
                    found = ReadVectors(ref reader);
                }
                else if (reader.ValueTextEquals("model"u8))
                {
                    reader.Read();
                    model = JsonRead.Text(ref reader);
                }
                else if (reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("errors"u8) || reader.ValueTextEquals("detail"u8))
                {
                    reader.Read();
                    error ??= ReplyErrors.Read(ref reader);
                }
                else if (!bill.TryReadMember(ref reader))
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }

        if (found is null && error is null)
        {
            throw new InvalidReplyException("The reply has neither embeddings nor an error.");
        }

        return new(Generated(found, model, ref bill), found is { Count: > 0 } ? null : error);
    }

    private static GeneratedEmbeddings<Embedding<float>> Generated(
        List<(long? Index, float[] Vector)>? found, string? model, ref ReplyBill bill)
    {
        var vectors = new GeneratedEmbeddings<Embedding<float>>(found?.Count ?? 0);
        foreach (var vector in InOrder(found ?? []))
        {
            vectors.Add(new(vector) { ModelId = model });
        }

        vectors.Usage = bill.TakeUsage();
        var properties = vectors.AdditionalProperties;
        bill.TakeFacts(ref properties);
        vectors.AdditionalProperties = properties;
        return vectors;
    }

    /// <summary>The vectors by their indexes, where each place is taken once; else as they came.</summary>
    private static float[][] InOrder(List<(long? Index, float[] Vector)> found)
    {
        var ordered = new float[found.Count][];
        foreach (var (index, vector) in found)
        {
            if (index is not { } place || place >= ordered.Length || ordered[place] is not null)
            {
                return [.. found.Select(item => item.Vector)];
            }

            ordered[place] = vector;
        }

        return ordered;
    }

    private static List<(long? Index, float[] Vector)>? ReadVectors(ref Utf8JsonReader reader)
    {
        if (!JsonRead.EnterArray(ref reader))
        {
            return null;
        }

        var found = new List<(long?, float[])>();
        while (JsonRead.NextItem(ref reader))
        {
            if (!JsonRead.Enter(ref reader))
            {
                continue;
            }

            long? index = null;
            float[]? vector = null;
            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("embedding"u8))
                {
                    reader.Read();
                    vector = ReadVector(ref reader);
                }
                else if (reader.ValueTextEquals("index"u8))
                {
                    reader.Read();
                    index = JsonRead.Count(ref reader);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }

            if (vector is not null)
            {
                found.Add((index, vector));
            }
        }

        return found;
    }

    private static float[] ReadVector(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return FromBase64(JsonRead.Text(ref reader)!);
        }

        if (!JsonRead.EnterArray(ref reader))
        {
            throw Unreadable();
        }

        var numbers = new List<float>(1536);
        while (JsonRead.NextItem(ref reader))
        {
            numbers.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var number) ? number : throw Unreadable());
        }

        return [.. numbers];
    }

    private static float[] FromBase64(string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        try
        {
            if (!Convert.TryFromBase64String(text, buffer, out var length) || length % sizeof(float) != 0)
            {
                throw Unreadable();
            }

            var numbers = new float[length / sizeof(float)];
            if (BitConverter.IsLittleEndian)
            {
                MemoryMarshal.Cast<byte, float>(buffer.AsSpan(0, length)).CopyTo(numbers);
            }
            else
            {
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(buffer.AsSpan(i * sizeof(float)));
                }
            }

            return numbers;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static InvalidReplyException Unreadable() => new("A vector of the reply cannot be read.");
}
