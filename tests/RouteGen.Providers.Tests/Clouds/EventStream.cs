using System.Buffers.Binary;
using System.Text;

namespace RouteGen.Providers.Tests.Clouds;

/// <summary>
/// Frames of an AWS event stream, as Bedrock's invoke-with-response-stream sends them
/// (docs.aws.amazon.com/transcribe/latest/dg/event-stream.html): lengths, a checksum, headers, the payload, a checksum.
/// </summary>
internal static class EventStream
{
    /// <summary>A frame that says one event of the model's own stream.</summary>
    public static byte[] Chunk(string json) =>
        Frame("event", ":event-type", "chunk", $$"""{"bytes":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(json))}}"}""");

    /// <summary>A frame that ends the stream with a failure of the service.</summary>
    public static byte[] Exception(string type, string message) =>
        Frame("exception", ":exception-type", type, $$"""{"message":"{{message}}"}""");

    private static byte[] Frame(string kind, string typeHeader, string type, string json)
    {
        var payload = Encoding.UTF8.GetBytes(json);
        var headers = new List<byte>();
        foreach (var (name, value) in new[] { (typeHeader, type), (":content-type", "application/json"), (":message-type", kind) })
        {
            headers.Add((byte)name.Length);
            headers.AddRange(Encoding.ASCII.GetBytes(name));
            headers.AddRange([7, (byte)(value.Length >> 8), (byte)value.Length]);
            headers.AddRange(Encoding.ASCII.GetBytes(value));
        }

        var frame = new byte[12 + headers.Count + payload.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Count);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Checksum(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + headers.Count);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Checksum(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = ~0u;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }
}
