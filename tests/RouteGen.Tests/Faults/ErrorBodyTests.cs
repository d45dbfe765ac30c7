using System.Text;
using System.Text.Json;
using RouteGen.Wire;

namespace RouteGen.Tests.Faults;

/// <summary>A body that is no JSON is a text, however it begins: a proxy's page, or a line of words.</summary>
public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("upstream connect error or disconnect/reset before headers")]
    [InlineData("no healthy upstream")]
    [InlineData("null and void")]
    [InlineData("truth")]
    [InlineData("false alarm")]
    [InlineData("{\"error\":")]
    [InlineData("\uFEFF{\"error\":{\"message\":\"behind a mark\"}}")]
    [InlineData("   \n")]
    [InlineData("503")]
    public void A_body_that_is_no_JSON_is_its_text(string body) =>
        Assert.Equal(body is "503" ? null : body, ErrorEnvelope.Parse(Encoding.UTF8.GetBytes(body)).Message);

    [Fact]
    public void Whatever_the_bytes_they_are_JSON_just_where_the_parser_says_so()
    {
        string[] parts =
        [
            "{", "}", "[", "]", "\"", ":", ",", "true", "fa", "false", "nu", "null", "1", "-", "-1", "e", " ", "\n",
            "<", "\uFEFF", "\0", "t",
        ];
        var dice = new Random(14);
        var texts = 0;
        for (var i = 0; i < 6_000; i++)
        {
            var body = string.Concat(Enumerable.Range(0, dice.Next(1, 5)).Select(_ => parts[dice.Next(parts.Length)]));
            var bytes = Encoding.UTF8.GetBytes(body);
            if (!IsJson(bytes))
            {
                texts++;
                Assert.Equal(body, ErrorEnvelope.Parse(bytes).Message);
            }
            else
            {
                Assert.NotEqual(body, ErrorEnvelope.Parse(bytes).Message);
            }
        }

        Assert.InRange(texts, 2_000, 5_900);
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            JsonDocument.Parse(bytes).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
