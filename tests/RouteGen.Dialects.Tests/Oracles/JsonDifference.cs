using System.Text.Json;

namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>A place where two JSON documents differ.</summary>
/// <param name="Path">Where, with <c>[*]</c> for any index: <c>$.messages[*].content</c>.</param>
/// <param name="Theirs">What the SDK has there; null where it has nothing.</param>
/// <param name="Ours">What RouteGen has there; null where it has nothing.</param>
internal sealed record JsonDifference(string Path, JsonElement? Theirs, JsonElement? Ours)
{
    public override string ToString() => $"{Path}: the SDK {Shown(Theirs)}, RouteGen {Shown(Ours)}";

    private static string Shown(JsonElement? value) =>
        value is { } json ? json.GetRawText() is { Length: > 300 } text ? text[..300] + "…" : json.GetRawText() : "nothing";
}

/// <summary>Compares JSON by value: members in any order, numbers by what they are worth.</summary>
/// <param name="jsonText">The paths of strings that hold JSON, which are compared as such: two writers escape and space it
/// differently.</param>
internal sealed class JsonComparison(params IReadOnlyList<string> jsonText)
{
    public List<JsonDifference> Compare(JsonElement theirs, JsonElement ours)
    {
        var differences = new List<JsonDifference>();
        Compare("$", theirs, ours, differences);
        return differences;
    }

    private void Compare(string path, JsonElement theirs, JsonElement ours, List<JsonDifference> differences)
    {
        if (theirs.ValueKind == JsonValueKind.Object && ours.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in theirs.EnumerateObject())
            {
                var at = $"{path}.{member.Name}";
                if (ours.TryGetProperty(member.Name, out var other))
                {
                    Compare(at, member.Value, other, differences);
                }
                else
                {
                    differences.Add(new(at, member.Value, null));
                }
            }

            differences.AddRange(ours.EnumerateObject().Where(member => !theirs.TryGetProperty(member.Name, out _))
                .Select(member => new JsonDifference($"{path}.{member.Name}", null, member.Value)));
        }
        else if (theirs.ValueKind == JsonValueKind.Array && ours.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < Math.Max(theirs.GetArrayLength(), ours.GetArrayLength()); i++)
            {
                if (i < theirs.GetArrayLength() && i < ours.GetArrayLength())
                {
                    Compare($"{path}[*]", theirs[i], ours[i], differences);
                }
                else
                {
                    differences.Add(new(
                        $"{path}[*]", i < theirs.GetArrayLength() ? theirs[i] : null, i < ours.GetArrayLength() ? ours[i] : null));
                }
            }
        }
        else if (!AreEqual(path, theirs, ours))
        {
            differences.Add(new(path, theirs, ours));
        }
    }

    private bool AreEqual(string path, JsonElement theirs, JsonElement ours) => (theirs.ValueKind, ours.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => theirs.GetString() == ours.GetString()
            || (jsonText.Contains(path) && Parsed(theirs) is { } one && Parsed(ours) is { } other && Compare(one, other).Count == 0),
        (JsonValueKind.Number, JsonValueKind.Number) => theirs.GetRawText() == ours.GetRawText()
            || (theirs.TryGetDecimal(out var one) && ours.TryGetDecimal(out var other)
                ? one == other : theirs.GetDouble() == ours.GetDouble()),
        _ => theirs.ValueKind == ours.ValueKind,
    };

    private static JsonElement? Parsed(JsonElement text)
    {
        try
        {
            return JsonElement.Parse(text.GetString()!);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
