using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// Reads what a reply of any vendor states for its bill, for those who meet one usage at a time. Who reads a stream, or facts that stand in
/// several places of a reply, keeps a <see cref="ReplyBill"/>.
/// </summary>
internal static class UsageReader
{
    /// <summary>The usage at the reader; null where it states nothing.</summary>
    /// <param name="json">At the value, which may be null or no object; at the value's end afterwards.</param>
    /// <param name="facts">Gets what else is stated: cost, tier, speed, by the keys of <see cref="RouteGen.Wire.WireFacts"/>.</param>
    public static UsageDetails? Read(ref Utf8JsonReader json, AdditionalPropertiesDictionary facts)
    {
        var bill = default(ReplyBill);
        bill.ReadUsage(ref json);
        var all = facts;
        bill.TakeFacts(ref all!);
        return bill.TakeUsage();
    }

    /// <summary>The same, where most usages state nothing else and need no dictionary.</summary>
    /// <inheritdoc cref="Read(ref Utf8JsonReader, AdditionalPropertiesDictionary)"/>
    public static UsageDetails? Read(ref Utf8JsonReader json, ref AdditionalPropertiesDictionary? facts)
    {
        var bill = default(ReplyBill);
        bill.ReadUsage(ref json);
        bill.TakeFacts(ref facts);
        return bill.TakeUsage();
    }
}
