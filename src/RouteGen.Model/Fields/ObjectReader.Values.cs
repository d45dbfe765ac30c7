using System.Globalization;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

// Values by type. Each gives null where the property is absent, and reports and gives null where it is not what its field must be.
internal sealed partial class ObjectReader
{
    /// <summary>Any text.</summary>
    public string? Text(string name) => Text(name, _ => true);

    /// <summary>A text that passes <paramref name="isGood"/>.</summary>
    public string? Text(string name, Func<string, bool> isGood) => String(name, isGood)?.Value;

    /// <summary>A text that passes <paramref name="isGood"/>, with its place.</summary>
    public JsonString? String(string name, Func<string, bool> isGood)
    {
        var node = this[name];
        if (node is JsonString text && isGood(text.Value))
        {
            return text;
        }

        RefuseUnlessAbsent(name, node);
        return null;
    }

    /// <summary>A text that is more than blanks.</summary>
    public string? NonBlank(string name) => Text(name, IsNonBlank);

    /// <summary>A day, as the table writes it.</summary>
    public string? Day(string name) => Day(name, _ => true);

    /// <summary>A day that passes <paramref name="isGood"/>.</summary>
    public string? Day(string name, Func<string, bool> isGood) =>
        Text(name, s => DateTime.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && isGood(s));

    public bool? Flag(string name)
    {
        var node = this[name];
        if (node is JsonBoolean flag)
        {
            return flag.Value;
        }

        RefuseUnlessAbsent(name, node);
        return null;
    }

    public TimeSpan? Duration(string name)
    {
        var node = this[name];
        if (node is JsonString text && Durations.TryParse(text.Value, out var duration))
        {
            return duration;
        }

        RefuseUnlessAbsent(name, node);
        return null;
    }

    /// <summary>A duration that can be none, as <c>0s</c> is.</summary>
    public TimeSpan? DurationOrNone(string name) => this[name] is JsonString { Value: "0s" } ? TimeSpan.Zero : Duration(name);

    /// <summary>The length of a sliding window.</summary>
    public TimeSpan? WindowLength(string name)
    {
        var node = this[name];
        if (node is JsonString text && Durations.TryParseWindow(text.Value, out var length))
        {
            return length;
        }

        RefuseUnlessAbsent(name, node);
        return null;
    }

    /// <summary>A number that a decimal holds exactly and that passes <paramref name="isGood"/>.</summary>
    public decimal? Number(string name, Func<decimal, bool> isGood)
    {
        var node = this[name];
        if (node is JsonNumber number && ExactDecimal.TryParse(number, out var value) && isGood(value))
        {
            return value;
        }

        RefuseUnlessAbsent(name, node);
        return null;
    }

    /// <summary>A whole number between two bounds, both included.</summary>
    public int? Count(string name, int least = 1, int most = int.MaxValue) =>
        (int?)Number(name, value => value >= least && value <= most && decimal.Truncate(value) == value);

    /// <summary>A whole number from 1 to a thousand million million, which every JSON reader holds exactly.</summary>
    public long? LongCount(string name) =>
        (long?)Number(name, value => value is >= 1 and <= 1_000_000_000_000_000 && decimal.Truncate(value) == value);

    /// <summary>One word of a vocabulary.</summary>
    public T? Word<T>(string name, IReadOnlyList<(string Word, T Value)> words)
        where T : struct
    {
        var node = this[name];
        if (TryFind(node, words, out var value))
        {
            return value;
        }

        RefuseUnlessAbsent(name, node);
        return null;
    }

    /// <summary>A list of words of a vocabulary, null where there is none; a wrong word is reported and omitted.</summary>
    public IReadOnlyList<T>? ListOfWords<T>(string name, IReadOnlyList<(string Word, T Value)> words)
    {
        var found = new List<T>();
        foreach (var item in Items(name))
        {
            if (TryFind(item, words, out var value))
            {
                found.Add(value);
            }
            else
            {
                RefuseUnlessAbsent(name, item);
            }
        }

        return this[name] is JsonArray ? found : null;
    }

    /// <summary>A list of texts that are more than blanks; what is none is reported and omitted.</summary>
    public IReadOnlyList<JsonString> ListOfTexts(string name)
    {
        var found = new List<JsonString>();
        foreach (var item in Items(name))
        {
            if (item is JsonString text && IsNonBlank(text.Value))
            {
                found.Add(text);
            }
            else
            {
                RefuseUnlessAbsent(name, item);
            }
        }

        return found;
    }

    private static bool IsNonBlank(string text) => !string.IsNullOrWhiteSpace(text);

    private static bool TryFind<T>(JsonNode? node, IReadOnlyList<(string Word, T Value)> words, out T value)
    {
        foreach (var word in words)
        {
            if (node is JsonString text && text.Value == word.Word)
            {
                value = word.Value;
                return true;
            }
        }

        value = default!;
        return false;
    }

    private void RefuseUnlessAbsent(string name, JsonNode? node)
    {
        if (node is not (null or JsonMissing or JsonObject { IsMisbracketed: true }))
        {
            Refuse(name, node);
        }
    }
}
