using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Wire;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// Reads the facts of a bill from the bytes of a reply or of one event of a stream, in whichever dialect, and nothing else of it: for what
/// passes by, and for what could not be read.
/// </summary>
internal static class BillTap
{
    /// <summary>Adds what a JSON text states.</summary>
    /// <param name="text">A reply, or the data of one event. It may be cut, or no JSON: what stands before that is read.</param>
    /// <param name="bill">What it is added to.</param>
    public static void Read(ReadOnlySpan<byte> text, ref ReplyBill bill)
    {
        try
        {
            var json = JsonRead.Start(text);
            if (JsonRead.Enter(ref json))
            {
                ReadMembers(ref json, ref bill);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was read by then stands. The second is the reader's word for half a surrogate pair in a name.
            return;
        }
    }

    /// <summary>Notes, for the bill, what a reply states that could not be read, and how long it is.</summary>
    public static void AddTo(Exception exception, ReadOnlySpan<byte> reply)
    {
        var bill = default(ReplyBill);
        Read(reply, ref bill);
        AdditionalPropertiesDictionary? facts = null;
        bill.TakeFacts(ref facts);
        exception.Data[WireFacts.ReplyBytesKey] = (long)reply.Length;
        exception.Data[WireFacts.UsageKey] = bill.TakeUsage();
        exception.Data[WireFacts.CostUsdKey] = facts?.GetValueOrDefault(WireFacts.CostUsdKey);
    }

    private static void ReadMembers(ref Utf8JsonReader json, ref ReplyBill bill)
    {
        var isStart = false;
        while (JsonRead.Next(ref json))
        {
            if (bill.TryReadMember(ref json))
            {
                continue;
            }

            if (json.ValueTextEquals("type"u8))
            {
                json.Read();
                isStart = json.TokenType == JsonTokenType.String && json.ValueTextEquals("message_start"u8);
                JsonRead.Skip(ref json);
            }
            else if (json.ValueTextEquals("response"u8) || json.ValueTextEquals("message"u8) || json.ValueTextEquals("delta"u8))
            {
                json.Read();
                if (JsonRead.Enter(ref json))
                {
                    ReadInner(ref json, ref bill, isStart);
                }
            }
            else if (json.ValueTextEquals("choices"u8))
            {
                ReadChoices(ref json, ref bill);
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }
    }

    private static void ReadChoices(ref Utf8JsonReader json, ref ReplyBill bill)
    {
        json.Read();
        if (!JsonRead.EnterArray(ref json))
        {
            return;
        }

        while (JsonRead.NextItem(ref json))
        {
            if (JsonRead.Enter(ref json))
            {
                ReadMembers(ref json, ref bill);
            }
        }
    }

    private static void ReadInner(ref Utf8JsonReader json, ref ReplyBill bill, bool isStart)
    {
        while (JsonRead.Next(ref json))
        {
            if (isStart && json.ValueTextEquals("usage"u8))
            {
                json.Read();
                bill.ReadUsage(ref json, isStart: true);
            }
            else if (!bill.TryReadMember(ref json))
            {
                JsonRead.Skip(ref json);
            }
        }
    }
}
