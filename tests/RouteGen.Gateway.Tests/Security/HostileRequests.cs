using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace RouteGen.Gateway.Tests.Security;

/// <summary>Requests that no honest client sends, made by dice: the same seed makes the same ones.</summary>
internal sealed class HostileRequests(int seed)
{
    /// <summary>What a forged line of a log begins with.</summary>
    public const string Forged = "FORGED-LINE";

    private static readonly string[] Paths =
        ["/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/messages/count_tokens", "/v1/embeddings"];

    private static readonly string[] OddTypes =
        ["text/html", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "/", "application/json;;;"];

    private static readonly Lazy<byte[]> Zeros = new(static () => new byte[64 * 1024 * 1024]);
    private static readonly Lazy<byte[]> GzipBomb = new(static () => Compressed(static s => new GZipStream(s, CompressionLevel.Fastest)));
    private static readonly Lazy<byte[]> BrotliBomb =
        new(static () => Compressed(static s => new BrotliStream(s, CompressionLevel.Fastest)));
    private static readonly Lazy<byte[]> ZstdBomb = new(static () => Compressed(static s => new ZstdSharp.CompressionStream(s)));

    private readonly Random _random = new(seed);

    /// <summary>The next: what it is, its path, its bytes, and whether its sender hangs up after them.</summary>
    public (string Kind, string Path, byte[] Head, byte[] Body, bool HangsUp) Next()
    {
        var path = Paths[_random.Next(Paths.Length)];
        return _random.Next(24) switch
        {
            0 => Json("deep", path, Deep()),
            1 => Json("duplicate members", path, Text(path).Replace("{\"model\"", "{\"model\":\"x\",\"model\":7,\"stream\":null,"
                + "\"model\"", StringComparison.Ordinal)),
            2 => Json("huge numbers", path,
                Put(path, Pick("max_tokens", "temperature", "n", "top_p", "seed", "max_output_tokens", "dimensions"),
                Pick("1e400", "-1e400", "99999999999999999999999999", "1e-9999", "-0", "0.1e+3", "2147483648", "9223372036854775808"))),
            3 => Json("half a surrogate", path,
                Text(path).Replace("Hi", Pick("\\ud800", "\\udc00x", "\\ud800\\ud800", "a\\u0000b"), StringComparison.Ordinal)
                .Replace("chat", Pick("chat", "\\ud83dchat", "ch\\u0000at"), StringComparison.Ordinal)),
            4 => Bytes("no UTF-8", path,
                Replaced(Text(path), "Hi",
                    Pick<byte[]>([0xff, 0xfe], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xc0, 0xaf]))),
            5 => Bytes("NULs", path, Replaced(Text(path), "Hi", [0, 0, 0])),
            6 => Bytes("UTF-16", path, Encoding.Unicode.GetBytes(Text(path))),
            7 => Bytes("a mark", path, [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Text(path))]),
            8 => Big(path),
            9 => Bomb(path),
            10 => Head("no length", path, "", Text(path)),
            11 => Head("a length that is none", path, $"Content-Length:"
                + $" {Pick("-1", "+5", "5, 5", "0x10", "99999999999999999999", "1 2", "")}\r\n", Text(path)),
            12 => Head("two lengths", path, "Content-Length: 5\r\nContent-Length: 6\r\n", Text(path)),
            13 => Head("a length and chunks", path, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", $"5\r\nabcde\r\n0\r\n\r\n"),
            14 => Chunks(path),
            15 => Cut(path),
            16 => Head("odd encoding", path, $"Content-Length: 3\r\nContent-Encoding:"
                + $" {Pick("gzip, gzip", "compress", "aes", "zstd, br", "identity, identity")}\r\n", "abc"),
            17 => Head("odd type", path, $"Content-Length: 2\r\nContent-Type:"
                + $" {Pick(OddTypes)}\r\n", "{}"),
            18 => Json("a forged log line", path, Text(path).Replace("chat", $"chat\\r\\n{Forged} info: admin signed "
                + $"in\\u001b[2J", StringComparison.Ordinal)
                .Replace("Hi", $"Hi\\n{Forged}", StringComparison.Ordinal)),
            19 => Headers(path),
            20 => Json("no object", path,
                Pick("", " ", "null", "[]", "7", "\"x\"", "{", "{\"model\":", "{}x", "{}{}", "{'model':'x'}", "nul", "[[[", "{\"a\":1,}",
                    "// x\n{}")),
            21 => Bytes("compressed and none", path, Noise(200), $"Content-Encoding: {Pick("gzip", "br", "zstd", "deflate")}\r\n"),
            _ => Json("mutated", path, Mutated(path)),
        };
    }

    private (string, string, byte[], byte[], bool) Json(string kind, string path, string json) =>
        Bytes(kind, path, Encoding.UTF8.GetBytes(json));

    private static (string, string, byte[], byte[], bool) Bytes(string kind, string path, byte[] body, string headers = "") =>
        (kind, path, Head(path, string.Create(CultureInfo.InvariantCulture, $"{headers}Content-Length: {body.Length}\r\n")), body, false);

    private static (string, string, byte[], byte[], bool) Head(string kind, string path, string headers, string body) =>
        (kind, path, Head(path, headers), Encoding.UTF8.GetBytes(body), kind == "chunks");

    private static byte[] Head(string path, string headers) => Encoding.Latin1.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {GatewayBench.Token}\r\nConnection: close\r\n"
        + (headers.Contains("Content-Type", StringComparison.Ordinal) ? headers : $"Content-Type: application/json\r\n{headers}") + "\r\n");

    private string Deep()
    {
        var depth = _random.Next(60, 60_000);
        return _random.Next(3) switch
        {
            0 => $$"""{"model":"chat","messages":{{new string('[', depth)}}{{new string(']', depth)}}}""",
            1 => "{\"model\":\"chat\",\"messages\":" + string.Concat(Enumerable.Repeat("{\"content\":", depth)) + "1" + new string('}',
                depth) + "}",
            _ => """{"model":"chat","input":"Hi","messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"tools":"""
                + """[{"type":"function","function":{"name":"a","parameters":"""
                + string.Concat(Enumerable.Repeat("{\"properties\":", depth)) + "{}" + new string('}', depth) + "}}]}",
        };
    }

    private (string, string, byte[], byte[], bool) Big(string path)
    {
        var size = _random.Next(4) == 0 ? 33_000_000 : _random.Next(200_000, 4_000_000);
        var body = new byte[size];
        body.AsSpan().Fill((byte)Pick('a', ' ', '[', '"'));
        "{\"model\":\""u8.CopyTo(body);
        return Bytes("big", path, body);
    }

    private (string, string, byte[], byte[], bool) Bomb(string path) => _random.Next(3) switch
    {
        0 => Bytes("bomb", path, GzipBomb.Value, "Content-Encoding: gzip\r\n"),
        1 => Bytes("bomb", path, BrotliBomb.Value, "Content-Encoding: br\r\n"),
        _ => Bytes("bomb", path, ZstdBomb.Value, "Content-Encoding: zstd\r\n"),
    };

    private (string, string, byte[], byte[], bool) Chunks(string path)
    {
        var text = Text(path);
        var size = text.Length.ToString("x", CultureInfo.InvariantCulture);
        var body = Pick(
            $"{size}\r\n{text}\r\n0\r\n\r\n", $"{size};{new string('x', 10_000)}\r\n{text}\r\n0\r\n\r\n",
                $"00000000000000{size}\r\n{text}\r\n0\r\n\r\n",
            $"fffffffffffffffff\r\n{text}", $"-1\r\n{text}", $"{size}\r\n{text}", $"{size}\n{text}\n0\n\n", $"xyz\r\n{text}",
                $"{size}\r\n{text}0\r\n\r\n",
            $"1\r\n{text}\r\n0\r\n\r\n", $"{size}\r\n{text}\r\n0\r\nHost: evil\r\nAuthorization: Bearer x\r\n\r\n", "\r\n\r\n\r\n");
        return Head("chunks", path, $"Transfer-Encoding:"
            + $" {Pick("chunked", "chunked", "chunked, chunked", "gzip, chunked", "Chunked", "xchunked")}\r\n", body);
    }

    private (string, string, byte[], byte[], bool) Cut(string path)
    {
        var body = Encoding.UTF8.GetBytes(Text(path));
        return ("cut", path, Head(path, string.Create(CultureInfo.InvariantCulture, $"Content-Length:"
            + $" {body.Length + _random.Next(1, 100_000)}\r\n")), body, true);
    }

    private (string, string, byte[], byte[], bool) Headers(string path)
    {
        var headers = Pick(
            $"x-routegen-tags: {new string('a', 3000)}=b,{Forged}=1\r\n", $"x-routegen-user: a\tb{Forged}\r\n",
                "x-routegen-timeout-ms: 99999999999999\r\n",
            "x-routegen-timeout-ms: -5\r\n", "x-routegen-timeout-ms: 1e3\r\n", "x-routegen-operation: \u00ff\u00fe\r\n",
                $"x-routegen-tags: {string.Join(',', Enumerable.Range(0, 900).Select(static i => $"t{i}=v"))}\r\n",
            string.Concat(Enumerable.Range(0, 120).Select(static i => $"x-h{i}: v\r\n")), $"x-big: {new string('b', 40_000)}\r\n",
                "bad header: x\r\n", ": x\r\n", "x-a: b\0c\r\n",
            "Expect: 100-continue\r\n", "Expect: 200-maybe\r\n", "Upgrade: websocket\r\nConnection: upgrade\r\n",
                "anthropic-version: x\r\nanthropic-beta: y\r\n", "Transfer-Encoding: identity\r\n");
        var body = Encoding.UTF8.GetBytes(Text(path));
        return Bytes("odd headers", path, body, headers);
    }

    // A good request of a path.
    private static string Text(string path) => Request(path).ToJsonString();

    private static JsonObject Request(string path)
    {
        const string messages = """
            [{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Hi"}]},
             {"role":"assistant","content":null,
              "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"7"}]
            """;
        return (JsonObject)JsonNode.Parse((path switch
        {
            "/v1/chat/completions" => """{"model":"chat","messages":MESSAGES,"tools":[{"type":"function","function":"""
                + """{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}}]"""
                    + ""","tool_choice":"auto","temperature":0.5,"stop":["x"],"stream":false,"stream_options":null,"response_format":"""
                        + """{"type":"text"},"user":"u","max_tokens":9,"logit_bias":{"5":1},"metadata":{"a":"b"}}""",
            "/v1/responses" => """{"model":"chat","input":[{"role":"user","content":[{"type":"input_text","text":"Hi"}]},"""
                + """{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"typ"""
                    + """e":"function_call_output","call_id":"c1","output":"7"},{"type":"reasoning","id":"rs_1","summary":"""
                        + """[{"type":"summary_text","text":"t"}]}],"instructions":"Be brief.","tools":"""
                            + """[{"type":"function","name":"f","parameters":{"type":"object"},"strict":false}],"reasoning":"""
                                + """{"effort":"low"},"text":{"format":{"type":"text"}},"include":[],"store":false,"max_output_tokens":"""
                                    + """20,"metadata":{"a":"b"}}""",
            "/v1/embeddings" => """{"model":"embed","input":["Hi","there"],"encoding_format":"base64","dimensions":8,"user":"u"}""",
            _ => """{"model":"chat","max_tokens":9,"system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}]"""
                + ""","messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"image","source":"""
                    + """{"type":"base64","media_type":"image/png","data":"aGk="}}]},{"role":"assistant","content":"""
                        + """[{"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"c1","name":"f","input":{"a":"""
                            + """1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"7"}]}],"tools":"""
                                + """[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"auto"},"metadata":"""
                                    + """{"user_id":"u"},"stop_sequences":["x"],"temperature":0.5}""",
        }).Replace("MESSAGES", messages, StringComparison.Ordinal))!;
    }

    private string Put(string path, string member, string value)
    {
        var text = Text(path);
        return $"{{\"{member}\":{value},{text[1..]}";
    }

    // Some nodes of a good request become something else, come twice, or go.
    private string Mutated(string path)
    {
        var body = Request(path);
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var nodes = new List<JsonNode>();
            Collect(body, nodes);
            var node = nodes[_random.Next(nodes.Count)];
            switch (node.Parent)
            {
                case JsonObject parent when _random.Next(4) == 0:
                    parent.Remove(node.GetPropertyName());
                    break;
                case JsonObject parent:
                    parent[node.GetPropertyName()] = Junk();
                    break;
                case JsonArray list when _random.Next(3) == 0:
                    list.Add(node.DeepClone());
                    break;
                case JsonArray list:
                    list[node.GetElementIndex()] = Junk();
                    break;
            }
        }

        return body.ToJsonString();
    }

    private static void Collect(JsonNode node, List<JsonNode> nodes)
    {
        foreach (var child in node is JsonObject members ? members.Select(static m => m.Value) : node is JsonArray list ? list : [])
        {
            if (child is not null)
            {
                nodes.Add(child);
                Collect(child, nodes);
            }
        }
    }

    private JsonNode? Junk() => _random.Next(14) switch
    {
        0 => null,
        1 => JsonValue.Create(""),
        2 => JsonValue.Create("text"),
        3 => JsonValue.Create(-1),
        4 => JsonValue.Create(1.5e300),
        5 => JsonValue.Create(true),
        6 => new JsonArray(),
        7 => new JsonObject(),
        8 => new JsonArray(null, 7, "x", new JsonObject()),
        9 => new JsonObject { ["type"] = Pick("function", "text", "image_url", "input_file", "mcp", "thinking", "refusal", "x") },
        10 => JsonValue.Create(new string('x', 70_000)),
        11 => JsonValue.Create("data:image/png;base64,%%%"),
        12 => JsonValue.Create(long.MaxValue),
        _ => JsonValue.Create("{\"a\":"),
    };

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];

    private static byte[] Replaced(string text, string what, byte[] by)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return [.. Encoding.UTF8.GetBytes(text[..at]), .. by, .. Encoding.UTF8.GetBytes(text[(at + what.Length)..])];
    }

    private static byte[] Compressed(Func<Stream, Stream> compressor)
    {
        var compressed = new MemoryStream();
        using (var stream = compressor(compressed))
        {
            stream.Write(Zeros.Value);
            stream.Write(Zeros.Value);
        }

        return compressed.ToArray();
    }
}
