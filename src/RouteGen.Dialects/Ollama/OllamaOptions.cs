using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// The object <c>options</c> of a request: the parameters of a Modelfile (docs.ollama.com/modelfile), by their own names. What
/// Microsoft.Extensions.AI has no member for stands under that name in the request's additional properties, as OllamaSharp has it.
/// </summary>
internal static class OllamaOptions
{
    /// <summary>Whether a name is one of these parameters: those of ollama/api/types.go, and of older servers.</summary>
    public static bool Has(string name) => name is
        "num_keep" or "seed" or "num_predict" or "top_k" or "top_p" or "min_p" or "typical_p" or "repeat_last_n" or "temperature"
        or "repeat_penalty" or "presence_penalty" or "frequency_penalty" or "stop" or "num_ctx" or "num_batch" or "num_gpu" or "main_gpu"
        or "use_mmap" or "num_thread" or "draft_num_predict" or "tfs_z" or "mirostat" or "mirostat_eta" or "mirostat_tau"
        or "penalize_newline" or "num_gqa" or "use_mlock" or "low_vram" or "f16_kv" or "logits_all" or "vocab_only" or "numa";

    /// <summary>Writes the object, empty where nothing is asked for, as Ollama's own clients do.</summary>
    public static void Write(Utf8JsonWriter json, ChatOptions? options)
    {
        json.WriteStartObject("options"u8);
        if (options is not null)
        {
            WriteMembers(json, options, options.AdditionalProperties);
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ChatOptions options, AdditionalPropertiesDictionary? given)
    {
        Write(json, "presence_penalty", options.PresencePenalty, given);
        Write(json, "frequency_penalty", options.FrequencyPenalty, given);
        Write(json, "temperature", options.Temperature, given);
        if (options.Seed is { } seed && IsFree(given, "seed"))
        {
            json.WriteNumber("seed"u8, seed);
        }

        if (options.StopSequences is { Count: > 0 } stop && IsFree(given, "stop"))
        {
            json.WriteStartArray("stop"u8);
            for (var i = 0; i < stop.Count; i++)
            {
                json.WriteStringValue(stop[i]);
            }

            json.WriteEndArray();
        }

        if (Bound(options.MaxOutputTokens, given) is { } bound)
        {
            json.WriteNumber("num_predict"u8, bound);
        }

        if (options.TopK is { } topK && IsFree(given, "top_k"))
        {
            json.WriteNumber("top_k"u8, topK);
        }

        Write(json, "top_p", options.TopP, given);
        if (given is not null)
        {
            WriteGiven(json, given);
        }
    }

    private static void WriteGiven(Utf8JsonWriter json, AdditionalPropertiesDictionary given)
    {
        foreach (var (name, value) in given)
        {
            if (value is not null && name != "num_predict" && Has(name))
            {
                json.WritePropertyName(name);
                JsonValues.Write(json, value);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, string name, float? value, AdditionalPropertiesDictionary? given)
    {
        if (value is { } number && float.IsFinite(number) && IsFree(given, name))
        {
            json.WriteNumber(name, number);
        }
    }

    private static bool IsFree(AdditionalPropertiesDictionary? given, string name) =>
        given is null || !given.TryGetValue(name, out var value) || value is null;

    /// <summary>What a caller asks for by Ollama's own name bounds the reply too, but never beyond what the route allows.</summary>
    private static long? Bound(int? allowed, AdditionalPropertiesDictionary? given) =>
        given is not null && (Number(given, "num_predict") ?? Number(given, "max_output_tokens")) is { } asked
            && (allowed is not { } most || (asked >= 0 && asked <= most))
            ? asked
            : allowed;

    private static long? Number(AdditionalPropertiesDictionary given, string name) => given.TryGetValue(name, out var value)
        ? value switch
        {
            int number => number,
            long number => number,
            JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt64(out var number) => number,
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            double number when number is > int.MinValue and < int.MaxValue => (long)number,
            _ => null,
        }
        : null;
}
