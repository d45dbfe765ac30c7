using System.Text.Json;

namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>What a difference looks like.</summary>
internal static class Difference
{
    public static bool OnlyTheirs(JsonDifference difference) => difference.Ours is null;

    public static bool OnlyOurs(JsonDifference difference) => difference.Theirs is null;

    public static bool BothAreThere(JsonDifference difference) => difference is { Theirs: not null, Ours: not null };

    /// <summary>The SDK writes null where RouteGen writes nothing.</summary>
    public static bool IsNull(JsonDifference difference) =>
        difference is { Theirs.ValueKind: JsonValueKind.Null, Ours: null };

    /// <summary>The SDK writes null where RouteGen writes a value.</summary>
    public static bool WasNull(JsonDifference difference) =>
        difference is { Theirs.ValueKind: JsonValueKind.Null, Ours: not null };

    /// <summary>The SDK writes an empty array or object where RouteGen writes nothing.</summary>
    public static bool IsEmpty(JsonDifference difference) =>
        difference.Ours is null && difference.Theirs?.GetRawText() is "[]" or "{}";

    /// <summary>One text for another.</summary>
    public static Func<JsonDifference, bool> Is(string theirs, string ours) => difference =>
        difference is { Theirs.ValueKind: JsonValueKind.String, Ours.ValueKind: JsonValueKind.String }
            && difference.Theirs.Value.GetString() == theirs && difference.Ours.Value.GetString() == ours;
}
