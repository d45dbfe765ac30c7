using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>A response object as it was read, whole or in an event (platform.openai.com/docs/api-reference/responses/object).</summary>
internal struct ResponseFields
{
    // No date of a reply lies beyond the year 9999.
    private const double LatestSecond = 253_402_300_799;

    public string? Id;
    public string? Model;
    public DateTimeOffset? CreatedAt;
    public string? Status;
    public string? IncompleteReason;
    public ErrorContent? Error;

    /// <summary>Where its output stands, in the text that was read; nothing where it has none.</summary>
    public Range Output;

    /// <summary>All its text, which some servers state beside its output.</summary>
    public string? OutputText;

    /// <summary>Reads the object at which the reader is.</summary>
    public void Read(ref Utf8JsonReader reader, ref ReplyBill bill)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            ReadMember(ref reader, ref bill);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, ref ReplyBill bill)
    {
        var name = reader.ValueSpan;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                reader.Read();
                Id = JsonRead.Text(ref reader);
                return;
            case 5 when name.SequenceEqual("model"u8):
                reader.Read();
                Model = JsonRead.Text(ref reader);
                return;
            case 5 when name.SequenceEqual("error"u8):
                reader.Read();
                Error = ReplyErrors.Read(ref reader);
                return;
            case 6 when name.SequenceEqual("status"u8):
                reader.Read();
                Status = JsonRead.Text(ref reader);
                return;
            case 6 when name.SequenceEqual("output"u8):
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isArray = reader.TokenType == JsonTokenType.StartArray;
                JsonRead.Skip(ref reader);
                Output = isArray ? start..(int)reader.BytesConsumed : default;
                return;
            case 10 when name.SequenceEqual("created_at"u8):
                reader.Read();
                CreatedAt = JsonRead.Number(ref reader) is >= 0 and <= LatestSecond and var seconds
                    ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
                    : null;
                return;
            case 11 when name.SequenceEqual("output_text"u8):
                reader.Read();
                OutputText = JsonRead.Text(ref reader);
                return;
            case 18 when name.SequenceEqual("incomplete_details"u8):
                reader.Read();
                IncompleteReason = ReadReason(ref reader);
                return;
            default:
                if (!bill.TryReadMember(ref reader))
                {
                    JsonRead.Skip(ref reader);
                }

                return;
        }
    }

    private static string? ReadReason(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonRead.Text(ref reader);
        }

        string? reason = null;
        if (JsonRead.Enter(ref reader))
        {
            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("reason"u8))
                {
                    reader.Read();
                    reason = JsonRead.Text(ref reader);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }

        return reason;
    }
}
