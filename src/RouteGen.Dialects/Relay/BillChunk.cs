using System.Buffers;
using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// The last chunk of a stream of Chat Completions, which has usage and no choice: what the call cost is written into it, as
/// <c>usage.cost</c>, since no header can say it then.
/// </summary>
internal static class BillChunk
{
    // As the readers of replies are.
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 256 };

    private static ReadOnlySpan<byte> Prefix => "data: "u8;

    /// <summary>Whether an event, as it goes to the caller, is such a chunk.</summary>
    public static bool Is(ReadOnlySpan<byte> written) => DataOf(written) is [(byte)'{', ..] data && Find(data, out _, out _);

    /// <summary>The event with the cost in it, in the place of any that the provider states.</summary>
    public static byte[] WithCost(ReadOnlySpan<byte> written, decimal usd)
    {
        var data = DataOf(written);
        if (data.IsEmpty || !Find(data, out var usage, out var stated))
        {
            return written.ToArray();
        }

        var output = new ArrayBufferWriter<byte>(written.Length + 32);
        var offset = Prefix.Length;
        var splice = new JsonSplice(written, output);
        var cost = RelayedBody.Json(usd);
        if (stated.End > 0)
        {
            splice.Replace(offset + stated.Start, offset + stated.End, cost);
        }
        else
        {
            splice.Insert(offset + usage.Start + 1, "\"cost\":"u8);
            splice.Insert(offset + usage.Start + 1, cost);
            splice.Insert(offset + usage.Start + 1, usage.IsEmpty ? default : ","u8);
        }

        splice.End();
        return output.WrittenSpan.ToArray();
    }

    private static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> written) =>
        written.StartsWith(Prefix) && written.IndexOf("\n\n"u8) == written.Length - 2 ? written[Prefix.Length..^2] : default;

    private static bool Find(ReadOnlySpan<byte> data, out (int Start, bool IsEmpty) usage, out (int Start, int End) stated)
    {
        (usage, stated) = ((-1, false), default);
        var hasChoice = false;
        try
        {
            var reader = new Utf8JsonReader(data, Lenient);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isUsage, isChoices) = (reader.ValueTextEquals("usage"u8), reader.ValueTextEquals("choices"u8));
                reader.Read();
                if (isUsage && reader.TokenType == JsonTokenType.StartObject)
                {
                    FindCost(ref reader, out usage, out stated);
                    continue;
                }

                hasChoice |= isChoices && reader.TokenType == JsonTokenType.StartArray && HasItem(reader);
                JsonRead.Skip(ref reader);
            }
        }
        catch (JsonException)
        {
            // It goes on as it came: who reads it notices.
            return false;
        }

        return usage.Start >= 0 && !hasChoice;
    }

    private static bool HasItem(Utf8JsonReader ahead) => ahead.Read() && ahead.TokenType != JsonTokenType.EndArray;

    private static void FindCost(ref Utf8JsonReader reader, out (int Start, bool IsEmpty) usage, out (int Start, int End) stated)
    {
        (usage, stated) = (((int)reader.TokenStartIndex, true), default);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            usage.IsEmpty = false;
            var isCost = reader.ValueTextEquals("cost"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            JsonRead.Skip(ref reader);
            if (isCost)
            {
                stated = (start, (int)reader.BytesConsumed);
            }
        }
    }
}
