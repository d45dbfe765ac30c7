using System.Buffers;
using System.Text.Json;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Tests.Oracles.OpenApi;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Server;

public class ChatCompletionsErrorsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("messages[0].role", "invalid_value")]
    public void An_error_has_all_four_members(string? param, string? code)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ChatCompletionsErrors.Write(json, CompletionError.From(new("It is \"wrong\".", param, code)));
        }

        var error = JsonElement.Parse(buffer.WrittenSpan);
        OpenAIDocument.Get().AssertValid("ErrorResponse", error, "an error");
        var body = error.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal((param, code), (body.GetProperty("param").GetString(), body.GetProperty("code").GetString()));
    }
}
