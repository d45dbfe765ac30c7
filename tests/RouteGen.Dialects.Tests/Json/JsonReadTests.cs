using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.Json;

public sealed class JsonReadTests
{
    [Theory]
    [InlineData("12", 12L)]
    [InlineData("12.0", 12L)]
    [InlineData("11.2", 12L)]
    [InlineData("\"12\"", 12L)]
    [InlineData("1.2e1", 12L)]
    [InlineData("3000000000", 3_000_000_000L)]
    [InlineData("-1", null)]
    [InlineData("1e400", null)]
    [InlineData("\"twelve\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("true", null)]
    [InlineData("{\"a\":[1]}", null)]
    [InlineData("[1]", null)]
    public void A_count_is_read_in_any_form_and_nothing_else_is_one(string json, long? expected)
    {
        var text = Encoding.UTF8.GetBytes($"[{json},7]");
        var reader = JsonRead.Start(text);
        Assert.True(JsonRead.EnterArray(ref reader));
        Assert.True(JsonRead.NextItem(ref reader));

        Assert.Equal(expected, JsonRead.Count(ref reader));

        // The reader stands at the end of the value, whatever it was.
        Assert.True(JsonRead.NextItem(ref reader));
        Assert.Equal(7, JsonRead.Count(ref reader));
        Assert.False(JsonRead.NextItem(ref reader));
    }

    [Theory]
    [InlineData("\"a\\u00e9\\n\\\"\\/\"", "aé\n\"/")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("12.50", "12.50")]
    [InlineData("null", null)]
    public void Text_is_read_with_its_escapes_and_numbers_as_they_stand(string json, string? expected)
    {
        var reader = JsonRead.Start(Encoding.UTF8.GetBytes(json));

        Assert.Equal(expected, JsonRead.Text(ref reader));
    }

    [Fact]
    public void Halves_of_a_character_that_a_stream_was_cut_in_meet_again()
    {
        var first = JsonRead.Start("\"x\\ud83d\""u8);
        var second = JsonRead.Start("\"\\ude00\\ty\""u8);

        Assert.Equal("x😀\ty", JsonRead.Text(ref first) + JsonRead.Text(ref second));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        var reader = JsonRead.Start([(byte)'"', (byte)'a', 0xFF, (byte)'\\', (byte)'n', (byte)'"']);

        Assert.Equal("a\uFFFD\n", JsonRead.Text(ref reader));
    }

    [Fact]
    public void Arguments_go_back_as_they_came_until_somebody_changes_them()
    {
        const string Text = "{ \"b\": 1.0, \"a\" : \"\\u0041\" }";
        var call = ToolArguments.Create(Text, "c1", "f");

        Assert.Equal((Text, Text), (ToolArguments.Text(call), Written(call)));

        call.Arguments!["b"] = 2;

        Assert.Equal("{\"b\":2,\"a\":\"A\"}", ToolArguments.Text(call));
        Assert.Equal("{\"b\":2,\"a\":\"A\"}", Written(call));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("null", false)]
    [InlineData("{}", false)]
    [InlineData("{\"a\":", true)]
    [InlineData("[1]", true)]
    [InlineData("{}{}", true)]
    public void Arguments_that_are_no_object_make_a_call_that_is_not_whole(string text, bool isBroken)
    {
        var call = ToolArguments.Create(text, "c1", "f");

        Assert.Equal(isBroken, call.Exception is not null);
        Assert.Equal("{}", Written(call));
    }

    [Fact]
    public void Any_value_of_a_tool_is_written()
    {
        var value = new Dictionary<string, object?>
        {
            ["n"] = null,
            ["s"] = "ü\"",
            ["e"] = JsonDocument.Parse("[1,{\"x\":2}]").RootElement,
            ["l"] = new List<object> { 1, 2.5, 3m, true },
            ["d"] = new Dictionary<string, int> { ["k"] = 1 },
            ["t"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };

        Assert.Equal(
            "{\"n\":null,\"s\":\"ü\\\"\",\"e\":[1,{\"x\":2}],\"l\":[1,2.5,3,true],\"d\":{\"k\":1},\"t\":\"2026-01-02T03:04:05+00:00\"}",
            JsonValues.Text(value));
    }

    private static string Written(FunctionCallContent call)
    {
        using var text = new JsonText();
        ToolArguments.Write(text.Writer, call);
        return text.ToString();
    }
}
