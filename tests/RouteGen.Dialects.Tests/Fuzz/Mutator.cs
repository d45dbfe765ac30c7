using System.Text;
using System.Text.Json;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>Changes replies as servers, proxies and connections change them, and as none would.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e400", "1e-400", "4294967296", "9223372036854775808", "0.1e1", "\"\"",
        "\"7\"", "\"x\"", "\"1e9\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00 \\ud83d\\ude00\"",
        "\"eos\"", "\"stop\"", "\"error\"", "\"tool_calls\"", "[]",
        "{}", "[null]", "[1,\"a\",{}]", "[[[]]]",
        "{\"a\":1}", "{\"type\":\"text\",\"text\":\"x\"}", "[{\"type\":\"text\",\"text\":5},{\"type\":null}]",
        "{\"\":null,\"index\":-1}", "{\"message\":\"no\",\"code\":7}", "\"{\\\"city\\\":\"", "\"[1,\"", "18446744073709551616123456789",
        "0.1234567890123456789012345678901234567890", "\"NaN\"", "{\"cached_tokens\":\"x\"}",
        "nul", "-", "\"", "[", "{", "}", "01", "+1", "NaN",
    ];

    private static readonly string[] Events =
    [
        ": keep-alive\n\n", "data:\n\n", "data: null\n\n", "data: []\n\n", "data: 5\n\n", "data: {}\n\n", "data: [DONE]\n\n",
        "event: ping\ndata: {\"type\":\"ping\"}\n\n",
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
        "data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"code\":500}}\n\n", "data: {\"error\":\"no\"}\n\n",
        "retry: 5\n\n", "id: 7\n",
        "\n\n\n", "\r\n\r\n", "data: {\"a\":\ndata: 1}\n\n", "\uFEFF", "{\"error\":\"no\"}\n", "{\"done\":true}\n",
        "data: {\"choices\":[{}]}\n\n",
        "data: {\"choices\":[{\"index\":3,\"delta\":{\"tool_calls\":[{\"index\":99,\"function\":{\"arguments\":\"x\"}}]}}]}\n\n",
        "data: {\"type\":\"content_block_delta\",\"index\":77,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}}\n\n",
        "data: {\"type\":\"response.function_call_arguments.delta\",\"output_index\":9,\"item_id\":\"x\",\"delta\":\"{\"}\n\n",
    ];

    /// <summary>A reply, changed once to a few times.</summary>
    public byte[] Mutate(CorpusReply reply)
    {
        var body = reply.Body;
        for (var times = 1 + random.Next(3) + (random.Next(20) == 0 ? 20 : 0); times > 0; times--)
        {
            body = random.Next(10) switch
            {
                < 5 => ReplaceValue(body),
                5 => Insert(body, Encoding.UTF8.GetBytes(Events[random.Next(Events.Length)]), LineStart(body)),
                6 => MoveLine(body),
                7 => Splice(body, CorpusReply.All[random.Next(CorpusReply.All.Count)].Body),
                8 => random.Next(4) == 0 ? Nest(body) : Flip(body),
                _ => Cut(body),
            };
        }

        return body.Length > 200_000 ? body[..200_000] : body;
    }

    private static byte[] Insert(byte[] body, ReadOnlySpan<byte> bytes, int at) => [.. body.AsSpan(0, at), .. bytes, .. body.AsSpan(at)];

    private byte[] Flip(byte[] body)
    {
        var changed = (byte[])body.Clone();
        for (var times = 1 + random.Next(4); times > 0 && changed.Length > 0; times--)
        {
            changed[random.Next(changed.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:\\\n 0e-"[random.Next(13)];
        }

        return changed;
    }

    private byte[] Cut(byte[] body)
    {
        var (start, end) = (random.Next(body.Length + 1), random.Next(body.Length + 1));
        return start <= end
            ? [.. body.AsSpan(0, start), .. body.AsSpan(end)]
            : [.. body.AsSpan(0, start), .. body.AsSpan(end, Math.Min(start - end, 2000)), .. body.AsSpan(start)];
    }

    private byte[] Splice(byte[] body, byte[] other) =>
        [.. body.AsSpan(0, random.Next(body.Length + 1)), .. other.AsSpan(random.Next(other.Length + 1))];

    private byte[] Nest(byte[] body)
    {
        var depth = random.Next(4) == 0 ? 20_000 : 1 + random.Next(200);
        var opening = random.Next(2) == 0 ? "[" : "{\"a\":";
        var text = new StringBuilder().Insert(0, opening, depth).Append('1');
        if (random.Next(2) == 0)
        {
            text.Append(opening.Length == 1 ? ']' : '}', depth);
        }

        return Replace(body, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private int LineStart(byte[] body)
    {
        var at = random.Next(body.Length + 1);
        return body.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
    }

    private byte[] MoveLine(byte[] body)
    {
        var start = LineStart(body);
        var length = body.AsSpan(start).IndexOf((byte)'\n') + 1;
        var line = body.AsSpan(start, length > 0 ? length : body.Length - start).ToArray();
        var rest = random.Next(2) == 0 ? body : [.. body.AsSpan(0, start), .. body.AsSpan(start + line.Length)];
        return Insert(rest, line, LineStart(rest));
    }

    private byte[] ReplaceValue(byte[] body) => Replace(body, Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]));

    // One value of the JSON in one line, whatever it is, becomes another.
    private byte[] Replace(byte[] body, byte[] value)
    {
        var start = LineStart(body);
        var brace = body.AsSpan(start).IndexOf((byte)'{');
        if (brace < 0)
        {
            return body;
        }

        start += brace;
        var end = body.AsSpan(start).IndexOf((byte)'\n');
        var json = body.AsSpan(start, end < 0 ? body.Length - start : end);
        var (from, to) = Pick(json);
        return [.. body.AsSpan(0, start + from), .. value, .. body.AsSpan(start + to)];
    }

    private (int From, int To) Pick(ReadOnlySpan<byte> json)
    {
        var places = new List<(int From, int To)>();
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new(new JsonReaderOptions { MaxDepth = 500 }));
        try
        {
            while (reader.Read())
            {
                var from = (int)reader.TokenStartIndex;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    var whole = reader;
                    places.Add((from, whole.TrySkip() ? (int)whole.BytesConsumed : from + 1));
                }
                else if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray))
                {
                    places.Add((from, (int)reader.BytesConsumed));
                }
            }
        }
        catch (JsonException)
        {
            places.Add((0, Math.Min(json.Length, 1)));
        }

        return places.Count == 0 ? (0, 0) : places[random.Next(places.Count)];
    }
}
