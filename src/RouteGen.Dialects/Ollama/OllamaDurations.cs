using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>How long a reply took, of <c>Metrics</c> of ollama/api/types.go: nanoseconds.</summary>
internal struct OllamaDurations
{
    private const long NanosecondsOfTick = 100;

    private long? _total;
    private long? _load;
    private long? _input;
    private long? _output;

    /// <summary>Reads the value of a property name at which the reader stands; false where the name is none of these.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("total_duration"u8))
        {
            _total = Take(ref reader);
        }
        else if (reader.ValueTextEquals("load_duration"u8))
        {
            _load = Take(ref reader);
        }
        else if (reader.ValueTextEquals("prompt_eval_duration"u8))
        {
            _input = Take(ref reader);
        }
        else if (reader.ValueTextEquals("eval_duration"u8))
        {
            _output = Take(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Puts them into <paramref name="properties"/> under the names of the wire, as OllamaSharp does.</summary>
    public readonly void PutInto(ref AdditionalPropertiesDictionary? properties)
    {
        Add(ref properties, "total_duration", _total);
        Add(ref properties, "load_duration", _load);
        Add(ref properties, "prompt_eval_duration", _input);
        Add(ref properties, "eval_duration", _output);
    }

    private static void Add(ref AdditionalPropertiesDictionary? properties, string name, long? nanoseconds)
    {
        if (nanoseconds is { } time)
        {
            (properties ??= [])[name] = new TimeSpan(time / NanosecondsOfTick);
        }
    }

    private static long? Take(ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonRead.Count(ref reader);
    }
}
