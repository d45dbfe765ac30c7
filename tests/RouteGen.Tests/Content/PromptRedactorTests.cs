using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Compliance.Redaction;
using RouteGen.Content;

namespace RouteGen.Tests.Content;

public sealed class PromptRedactorTests
{
    // Put together here, so that no scanner takes the file for a leak.
    private static readonly string Token = new('a', 20);

    public static TheoryData<string, string> Found => new()
    {
        { "write to ada@example.com, please", "write to [email], please" },
        { "Ada <ada.lovelace+x@mail.example.co.uk>;bob@b.io", "Ada <[email]>;[email]" },
        { "jürgen@bücher.example and ada%40example.com", "[email] and [email]" },
        { $"key sk-{Token}1.", "key [key]." },
        { $"sk-proj-{Token}_9 sk-ant-api03-{Token}7", "[key] [key]" },
        { $"rg_abc123_{Token}", "[key]" },
        { $"x=AKIA{new string('A', 16)};", "x=[key];" },
        { $"ghp_{Token} github_pat_{Token} glpat-{Token}", "[key] [key] [key]" },
        { $"Authorization: Bearer {Token}", "Authorization: [key]" },
        { $"""curl -H "authorization: bearer {Token}" """, """curl -H "authorization: [key]" """ },
        { $"eyJ{Token}.eyJ{Token}.{Token}-_", "[key]" },
        { $"-----BEGIN RSA PRIVATE KEY-----\nMII{Token}\n-----END RSA PRIVATE KEY-----\nafter", "[key]\nafter" },
        { $"-----BEGIN PRIVATE KEY-----\nMII{Token} and it was cut", "[key]" },
        { "card 4111 1111 1111 1111 12/27", "card [card] 12/27" },
        { "5555-5555-5555-4444, 378282246310005 and 12 4012888888881881", "[card], [card] and 12 [card]" },
        { "4111.1111.1111.1111", "[card]" },
    };

    public static TheoryData<string> Kept =>
    [
        "a risk-assessment-framework-of-ours and a task-management-something-long",
        "sk-ui-component-name-of-a-style",
        "order 4111111111111112, call +1 555 0100, id 1764450000000, at @home, a@b",
        "41111111111111111111111111",
        "the bearer of the news, @Override, 2026-11-29T21:00:00Z",
        "",
    ];

    [Theory, MemberData(nameof(Found))]
    public void What_has_a_form_is_found(string text, string expected)
    {
        Assert.Equal(expected, PromptRedactor.RedactText(text));
        Assert.Equal(expected, PromptRedactor.Instance.Redact(text));
    }

    [Theory, MemberData(nameof(Kept))]
    public void What_only_looks_like_it_stays(string text) => Assert.Equal(text, PromptRedactor.RedactText(text));

    [Theory]
    [InlineData("a@")]
    [InlineData("4 ")]
    [InlineData("-----BEGIN KEY")]
    [InlineData("eyJaaaaaaaa.")]
    [InlineData("a.")]
    [InlineData("Bearer ")]
    public void Hostile_texts_come_to_an_end(string piece)
    {
        // One that took time by the square of the length would not end within an hour here.
        var text = string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
        Assert.NotEmpty(PromptRedactor.RedactText(text));
    }

    [Fact]
    public void Texts_in_json_are_read_with_their_escapes_and_as_deep_as_they_are_nested()
    {
        var inner = JsonSerializer.Serialize(new { to = "ada@example.com", card = 4111111111111111 });
        var arguments = JsonSerializer.Serialize(new { body = inner, password = "hunter2" });
        var json = "{\"arguments\":" + JsonSerializer.Serialize(arguments)
            + ",\"a\\u0064a@example.com\":1,\"text\":\"ada\\u0040example.com\"}";

        var redacted = Redact(json);

        Assert.DoesNotContain("example.com", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", redacted, StringComparison.Ordinal);
        using var outer = JsonDocument.Parse(redacted);
        using var called = JsonDocument.Parse(outer.RootElement.GetProperty("arguments").GetString()!);
        using var body = JsonDocument.Parse(called.RootElement.GetProperty("body").GetString()!);
        Assert.Equal("[email]", body.RootElement.GetProperty("to").GetString());
        Assert.Equal("[card]", body.RootElement.GetProperty("card").GetString());
        Assert.Equal("[secret]", called.RootElement.GetProperty("password").GetString());
    }

    [Fact]
    public void Arguments_that_were_cut_do_not_hide_behind_their_escapes()
    {
        var redacted = Redact(JsonSerializer.Serialize(new { arguments = "{\"to\":\"ada\\u0040example.com\",\"su" }));
        Assert.Contains("[email]", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", redacted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Images_leave_their_type_and_length(bool isRedacted)
    {
        var data = Convert.ToBase64String(new byte[3_000]);
        var json = JsonSerializer.Serialize(new { url = "data:image/png;base64," + data, source = new { type = "base64", data } });

        var kept = new ContentRewriter(isRedacted ? PromptRedactor.Instance : null).Rewrite(Encoding.UTF8.GetBytes(json));

        Assert.Equal("""{"url":"[image/png, 3000 bytes]","source":{"type":"base64","data":"[data, 3000 bytes]"}}""", kept);
    }

    [Fact]
    public void Half_a_surrogate_pair_and_deep_nesting_are_no_way_out()
    {
        Assert.Contains("[not Unicode]", Redact("{\"a\":\"\\ud83d\",\"b\":\"ada@example.com\"}"), StringComparison.Ordinal);
        var deep = string.Concat(Enumerable.Repeat("[", 200)) + "\"ada@example.com\"" + string.Concat(Enumerable.Repeat("]", 200));
        Assert.DoesNotContain("ada@", Redact(deep), StringComparison.Ordinal);
    }

    [Fact]
    public void Full_keeps_every_text()
    {
        const string Json = """{"text":"ada@example.com","n":4111111111111111,"deep":"{\"to\":\"bob@b.io\"}"}""";
        Assert.Equal(Json, new ContentRewriter(null).Rewrite(Encoding.UTF8.GetBytes(Json)));
    }

    [Theory]
    [InlineData("""data: {"choices":[{"index":0,"delta":{"content":"ada@exa"}}]}""",
        """data: {"choices":[{"index":0,"delta":{"content":"mple.com"}}]}""")]
    [InlineData("""data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"ada@exa"}}""",
        """data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"mple.com"}}""")]
    [InlineData("""data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"ada@exa"}""",
        """data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"mple.com"}""")]
    [InlineData("""data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\"to\":"""
        + """\"ada\\u00"}}]}}]}""", """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":"""
            + """{"arguments":"40example.com\"}"}}]}}]}""")]
    public void What_is_split_over_events_is_put_together_first(string first, string second)
    {
        var joined = StreamedText.Join(Encoding.UTF8.GetBytes($"event: x\r\n{first}\r\n\r\n: \n\n{second}\n\ndata: [DONE]\n\n"));
        var redacted = new ContentRewriter(PromptRedactor.Instance).Rewrite(joined);
        Assert.Contains("[email]", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("mple.com", redacted, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_redactors_take_its_place()
    {
        var redacted = new ContentRewriter(new Stars()).Rewrite("""{"text":"anything"}"""u8);
        Assert.Equal("""{"****":"********"}""", redacted);
    }

    private static string Redact(string json) => new ContentRewriter(PromptRedactor.Instance).Rewrite(Encoding.UTF8.GetBytes(json));

    private sealed class Stars : Redactor
    {
        public override int GetRedactedLength(ReadOnlySpan<char> input) => input.Length;

        public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
        {
            destination[..source.Length].Fill('*');
            return source.Length;
        }
    }
}
