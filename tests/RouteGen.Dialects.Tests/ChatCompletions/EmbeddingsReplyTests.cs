using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Embeddings;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.ChatCompletions;

/// <summary>Vectors in the forms that servers send them.</summary>
public sealed class EmbeddingsReplyTests
{
    [Theory]
    [InlineData("""[{"index":0,"embedding":[1,-2.5]},{"index":1,"embedding":[3,0.5]}]""")]
    [InlineData("""[{"index":1,"embedding":[3,0.5]},{"index":0,"embedding":[1,-2.5]}]""")]
    [InlineData("""[{"index":0,"embedding":"AACAPwAAIMA="},{"index":1,"embedding":"AABAQAAAAD8="}]""")]
    [InlineData("""[{"index":0,"embedding":[1,-2.5]},{"index":0,"embedding":[3,0.5]}]""")]
    [InlineData("""[{"embedding":[1,-2.5]},{"object":"embedding","embedding":"AABAQAAAAD8="}]""")]
    public void Numbers_and_base64_are_read_in_order(string data)
    {
        var vectors = Read(
            """{"object":"list","model":"e","data":""" + data + ""","usage":{"prompt_tokens":7,"total_tokens":7}}""").Vectors;

        Assert.Equal([[1f, -2.5f], [3f, 0.5f]], vectors.Select(vector => vector.Vector.ToArray()));
        Assert.Equal(("e", 7L), (vectors[0].ModelId, vectors.Usage?.InputTokenCount));
    }

    [Theory]
    [InlineData("""{"data":[{"embedding":"!"}]}""")]
    [InlineData("""{"data":[{"embedding":"AACAPwAA"}]}""")]
    [InlineData("""{"data":[{"embedding":[1,"a"]}]}""")]
    [InlineData("""{"data":[{"embedding":null}]}""")]
    [InlineData("""{"object":"list"}""")]
    public void What_is_no_vector_is_said_to_be_none(string json) => Assert.Throws<InvalidReplyException>(() => Read(json));

    [Fact]
    public void An_error_inside_a_success_is_one() =>
        Assert.Equal("429", Read("""{"error":{"message":"Slow down","code":429}}""").Error?.ErrorCode);

    private static EmbeddingsReply Read(string json) => EmbeddingsReply.Read(Encoding.UTF8.GetBytes(json));
}
