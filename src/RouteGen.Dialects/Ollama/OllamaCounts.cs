using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>What a reply counts and measures, <c>Metrics</c> of ollama/api/types.go: tokens, and durations in nanoseconds.</summary>
internal sealed class OllamaCounts
{
    private const long NanosecondsOfTick = 100;

    private long? _input;
    private long? _output;
    private long? _total;
    private long? _load;
    private long? _inputTime;
    private long? _outputTime;
    private bool _isStated;

    /// <summary>Forgets that counts were stated, before a line is read. What they say are totals, so the numbers stay.</summary>
    public void Begin() => _isStated = false;

    /// <summary>Reads the value of a property name at which the reader stands; false where the name is none of these.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("prompt_eval_count"u8))
        {
            _input = Larger(_input, Take(ref reader));
            _isStated = true;
        }
        else if (reader.ValueTextEquals("eval_count"u8))
        {
            _output = Larger(_output, Take(ref reader));
            _isStated = true;
        }
        else if (reader.ValueTextEquals("total_duration"u8))
        {
            _total = Take(ref reader);
        }
        else if (reader.ValueTextEquals("load_duration"u8))
        {
            _load = Take(ref reader);
        }
        else if (reader.ValueTextEquals("prompt_eval_duration"u8))
        {
            _inputTime = Take(ref reader);
        }
        else if (reader.ValueTextEquals("eval_duration"u8))
        {
            _outputTime = Take(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>
    /// The usage, where the line that was just read states some. A count of nothing is left out of the JSON (<c>omitempty</c>), as that
    /// of a prompt that older servers had in their cache: it is unknown, and not zero.
    /// </summary>
    public UsageDetails? Usage() => !_isStated || (_input is null && _output is null)
        ? null
        : new()
        {
            InputTokenCount = _input,
            OutputTokenCount = _output,
            TotalTokenCount = _input is { } input && _output is { } output && input <= long.MaxValue - output ? input + output : null,
        };

    /// <summary>How long it took, under the names of the wire, as OllamaSharp gives it.</summary>
    public AdditionalPropertiesDictionary? Durations()
    {
        AdditionalPropertiesDictionary? durations = null;
        Add(ref durations, "total_duration", _total);
        Add(ref durations, "load_duration", _load);
        Add(ref durations, "prompt_eval_duration", _inputTime);
        Add(ref durations, "eval_duration", _outputTime);
        return durations;
    }

    private static void Add(ref AdditionalPropertiesDictionary? durations, string name, long? nanoseconds)
    {
        if (nanoseconds is { } time)
        {
            (durations ??= [])[name] = new TimeSpan(time / NanosecondsOfTick);
        }
    }

    private static long? Take(ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonRead.Count(ref reader);
    }

    private static long? Larger(long? known, long? stated) => stated is null || known > stated ? known : stated;
}
