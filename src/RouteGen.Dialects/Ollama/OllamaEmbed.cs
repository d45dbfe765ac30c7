using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary><c>EmbedRequest</c> and <c>EmbedResponse</c> of ollama/api/types.go.</summary>
internal static class OllamaEmbed
{
    public static void Write(Utf8JsonWriter json, string model, IEnumerable<string> values, EmbeddingGenerationOptions? options)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("input"u8);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
        if (options?.Dimensions is { } dimensions)
        {
            json.WriteNumber("dimensions"u8, dimensions);
        }

        if (options?.AdditionalProperties is { } given)
        {
            WriteGiven(json, given);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a reply: a vector for each text, in their order.</summary>
    /// <exception cref="InvalidReplyException">There are no vectors.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static GeneratedEmbeddings<Embedding<float>> Read(ReadOnlySpan<byte> reply, string model)
    {
        GeneratedEmbeddings<Embedding<float>>? embeddings = null;
        string? served = null;
        ErrorContent? error = null;
        long? input = null;
        var reader = JsonRead.Start(reply);
        if (JsonRead.Enter(ref reader))
        {
            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("embeddings"u8))
                {
                    reader.Read();
                    embeddings = ReadVectors(ref reader);
                }
                else if (reader.ValueTextEquals("model"u8))
                {
                    reader.Read();
                    served = JsonRead.Text(ref reader);
                }
                else if (reader.ValueTextEquals("prompt_eval_count"u8))
                {
                    reader.Read();
                    input = JsonRead.Count(ref reader);
                }
                else if (reader.ValueTextEquals("error"u8))
                {
                    reader.Read();
                    error = OllamaErrors.Read(ref reader);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }

        if (embeddings is null)
        {
            throw new InvalidReplyException(error is null ? "The reply has no embeddings." : "The reply is an error.");
        }

        for (var i = 0; i < embeddings.Count; i++)
        {
            embeddings[i].ModelId = served is { Length: > 0 } ? served : model;
        }

        embeddings.Usage = input is null ? null : new() { InputTokenCount = input, TotalTokenCount = input };
        return embeddings;
    }

    private static void WriteGiven(Utf8JsonWriter json, AdditionalPropertiesDictionary given)
    {
        foreach (var name in (ReadOnlySpan<string>)["truncate", "keep_alive"])
        {
            if (given.TryGetValue(name, out var value) && value is not null)
            {
                json.WritePropertyName(name);
                JsonValues.Write(json, value);
            }
        }

        var isOpen = false;
        foreach (var (name, value) in given)
        {
            if (value is null || !OllamaOptions.Has(name))
            {
                continue;
            }

            if (!isOpen)
            {
                json.WriteStartObject("options"u8);
                isOpen = true;
            }

            json.WritePropertyName(name);
            JsonValues.Write(json, value);
        }

        if (isOpen)
        {
            json.WriteEndObject();
        }
    }

    private static GeneratedEmbeddings<Embedding<float>>? ReadVectors(ref Utf8JsonReader reader)
    {
        if (!JsonRead.EnterArray(ref reader))
        {
            return null;
        }

        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        var numbers = new List<float>(1024);
        while (JsonRead.NextItem(ref reader))
        {
            numbers.Clear();
            if (JsonRead.EnterArray(ref reader))
            {
                while (JsonRead.NextItem(ref reader))
                {
                    numbers.Add((float)(JsonRead.Number(ref reader)
                        ?? throw new InvalidReplyException("A vector of the reply holds what is not a number.")));
                }
            }

            embeddings.Add(new(numbers.ToArray()));
        }

        return embeddings;
    }
}
