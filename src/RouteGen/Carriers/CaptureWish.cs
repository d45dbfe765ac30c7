using Microsoft.Extensions.AI;

namespace RouteGen.Carriers;

/// <summary>What a request says of its own capture: it may forbid it, and nothing in it may cause it.</summary>
internal static class CaptureWish
{
    /// <summary>The property of options by which code in the process forbids that a call be captured; any value but false does.</summary>
    public const string Key = "routegen.no_capture";

    /// <summary>Whether options forbid it.</summary>
    public static bool Forbids(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(Key, out var value) && value is not false;

    /// <summary>Takes the wish out of what is sent: no provider knows it.</summary>
    public static void Remove(AdditionalPropertiesDictionary? properties) => properties?.Remove(Key);
}
