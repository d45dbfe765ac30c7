using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RouteGen.Dialects.Relay;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Lanes;
using RouteGen.Wire;

namespace RouteGen.Gateway.Tests.Asked;

/// <summary>A request is the same request whether its messages are read at once or when somebody looks at them.</summary>
public sealed class PlainMessagesTests
{
    private static readonly string[] Roles = ["user", "assistant", "system", "developer", "tool", "function", "bot"];

    private static readonly string[] Texts =
    [
        "", "hello", "Grüße 日本語 1234567", "\"quoted\" \\path\\ </script>", "line\nbreak\r\n\ttab\b\f", "😀", "a\u0001b", "camelCaseWords",
    ];

    [Fact]
    public void It_reads_and_counts_as_it_does_at_once()
    {
        var random = new Random(21);
        var plain = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var text = Request(random);
            plain += AssertSame(text) ? 1 : 0;
        }

        Assert.InRange(plain, 200, 2_800);
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}]}""", true)]
    [InlineData("""{"\u006dessages":[{"role":"user","content":"a\u00e9\/"}],"model":"m"}""", true)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}],"temperature":"hot"}""", true)]
    [InlineData("""{"messages":[{"role":"user","content":"a"}]}""", true)]
    [InlineData("""{"model":"m","messages":[]}""", false)]
    [InlineData("""{"model":"m","messages":null}""", false)]
    [InlineData("""{"model":"m","messages":{"role":"user","content":"a"}}""", false)]
    [InlineData("""{"model":"m","messages":["a"]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"content":"a"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":null}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":"a","role":"user"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a","content":"b"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a","name":"n"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"\u0072ole":"user","content":"a"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"\u0075ser","content":"a"}]}""", true)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"half \ud83d of one"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}],"messages":[{"role":"user","content":"b"}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}]}}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a"}]""", false)]
    [InlineData("""{"model":"m","stop":"\ud83d","messages":[{"role":"user","content":"a"}],"user":"\udc00"}""", true)]
    [InlineData("\uFEFF{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}", true)]
    public void It_is_plain_where_nothing_is_lost(string text, bool isPlain) => Assert.Equal(isPlain, AssertSame(text));

    [Fact]
    public void A_relayed_call_does_not_read_them()
    {
        var (later, _, scan) = Read("""{"model":"m","messages":[{"role":"user","content":"hello"}]}""");
        var messages = Assert.IsType<PlainMessages>(later.Messages);

        Carrier(later, scan).Read(new TokenEstimator("m"));

        Assert.False(messages.AreRead);
        Assert.Equal("hello", messages[0].Text);
        Assert.True(messages.AreRead);
    }

    private static bool AssertSame(string text)
    {
        var (later, atOnce, scan) = Read(text);
        Assert.Equal(atOnce.Problems, later.Problems);
        Assert.Equal(atOnce.Model, later.Model);
        Assert.Equal(atOnce.User, later.User);
        Assert.Equal(atOnce.Streamed, later.Streamed);
        Assert.Equal(atOnce.Others.Select(static o => o.Name), later.Others.Select(static o => o.Name));
        Assert.Equal(Carrier(atOnce, scan).Read(new TokenEstimator("m")), Carrier(later, scan).Read(new TokenEstimator("m")));
        Assert.Equal(
            atOnce.Messages.Select(static m => $"{m.Role} {m.Contents.Count} {m.Text}"),
            later.Messages.Select(static m => $"{m.Role} {m.Contents.Count} {m.Text}"));
        return later.Messages is PlainMessages;
    }

    private static (AskedCall Later, AskedCall AtOnce, RelayScan Scan) Read(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var scan = RelayScan.Read(RelayDialect.ChatCompletions, body);
        return (CallerDialect.ChatCompletions.Read(body, scan), CallerDialect.ChatCompletions.Read(body), scan);
    }

    private static LaneCarrier Carrier(AskedCall asked, RelayScan scan) => new(asked, scan, new RelayTerms { Model = "m" });

    private static string Request(Random random)
    {
        var most = random.Next(8) == 0 ? Roles.Length : 4;
        var messages = new JsonArray([.. Enumerable.Range(0, random.Next(0, 5)).Select(_ =>
        {
            var message = new JsonObject { ["role"] = Roles[random.Next(most)], ["content"] = Text(random) };
            switch (random.Next(16))
            {
                case 0:
                    message["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = Text(random) });
                    break;
                case 1:
                    message.Remove(random.Next(2) == 0 ? "role" : "content");
                    break;
                case 2:
                    message[random.Next(2) == 0 ? "tool_call_id" : "refusal"] = Text(random);
                    break;
            }

            return message;
        })]);
        var body = new JsonObject { ["model"] = "m" };
        void Maybe(string name, JsonNode? value)
        {
            if (random.Next(3) == 0)
            {
                body[name] = value;
            }
        }

        Maybe("temperature", random.Next(4) == 0 ? "hot" : 0.5);
        Maybe("stream", random.Next(2) == 0);
        Maybe("max_tokens", random.Next(-1, 500));
        body["messages"] = messages;
        Maybe("stop", Text(random));
        Maybe("user", Text(random));
        Maybe("max_completion_tokens", random.Next(1, 500));
        Maybe("tools", JsonNode.Parse("""[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]"""));
        Maybe("novelty", Text(random));
        return body.ToJsonString(new JsonSerializerOptions
        {
            Encoder = random.Next(2) == 0 ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = random.Next(2) == 0,
        });
    }

    private static string Text(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => Texts[random.Next(Texts.Length)]));
}
