using System.Text;
using System.Text.Json;

namespace RouteGen.Gateway.Tests.Wire;

/// <summary>A request to the gateway and what the gateway answered, byte for byte, as they passed between it and its server.</summary>
internal sealed class WireExchange
{
    private readonly MemoryStream _asked = new();
    private readonly MemoryStream _answered = new();

    /// <summary>GET, POST …</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was asked.</summary>
    public required string AskedPath { get; init; }

    /// <summary>The path as it was served.</summary>
    public string Path { get; set; } = "";

    public int Status { get; set; }

    /// <summary>The headers of the reply, by their names in lower case.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the gateway cut the connection.</summary>
    public bool WasCut { get; set; }

    /// <summary>Whether the caller was gone before the reply had ended.</summary>
    public bool IsGone { get; set; }

    /// <summary>What the handler threw; null where nothing came out of it.</summary>
    public Exception? Thrown { get; set; }

    /// <summary>The body of the request as far as it was read, as it came.</summary>
    public string Asked => Text(_asked);

    /// <summary>The body of the reply.</summary>
    public string Answered => Text(_answered);

    public bool IsStream => Headers.TryGetValue("content-type", out var type)
        && type.StartsWith("text/event-stream", StringComparison.Ordinal);

    /// <summary>Whether what is there of the reply is all of it.</summary>
    public bool IsWhole => !WasCut && !IsGone;

    /// <summary>
    /// The dialect of the path: <c>chat</c>, <c>responses</c>, <c>messages</c>, <c>embeddings</c>, <c>models</c>, or empty.
    /// </summary>
    public string Dialect => Path switch
    {
        "/v1/chat/completions" => "chat",
        "/v1/responses" => "responses",
        "/v1/messages" => "messages",
        "/v1/embeddings" => "embeddings",
        "/v1/models" => "models",
        _ => "",
    };

    /// <summary>
    /// The events of a streamed reply, each with its name (null where it states none) and its data; comments are left out.
    /// </summary>
    public IEnumerable<(string? Name, string Data)> Events()
    {
        foreach (var block in Answered.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string? name = null;
            var data = new List<string>();
            foreach (var line in block.Split('\n'))
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    name = line["event: ".Length..];
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    data.Add(line["data: ".Length..]);
                }
            }

            if (data.Count > 0)
            {
                yield return (name, string.Join('\n', data));
            }
        }
    }

    /// <summary>A member of the request at its top; null where there is none, or no JSON was sent.</summary>
    public JsonElement? AskedMember(string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Asked);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value)
                ? value.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void AddAsked(ReadOnlySpan<byte> bytes) => Add(_asked, bytes);

    public void AddAnswered(ReadOnlySpan<byte> bytes) => Add(_answered, bytes);

    public override string ToString() => $"{Method} {AskedPath} → {Status}{(WasCut ? ", cut" : IsGone ? ", caller gone" : "")}";

    private static void Add(MemoryStream to, ReadOnlySpan<byte> bytes)
    {
        lock (to)
        {
            to.Write(bytes);
        }
    }

    private static string Text(MemoryStream stream)
    {
        lock (stream)
        {
            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
    }
}
