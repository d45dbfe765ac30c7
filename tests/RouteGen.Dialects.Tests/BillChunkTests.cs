using System.Text;
using RouteGen.Dialects.Relay;

namespace RouteGen.Dialects.Tests;

/// <summary>What a call cost stands in the chunk with its usage, and nothing else of the chunk changes.</summary>
public sealed class BillChunkTests
{
    [Theory]
    [InlineData(
        """{"id":"a","choices":[],"usage":{"prompt_tokens":1,"total_tokens":2}}""",
        """{"id":"a","choices":[],"usage":{"cost":0.000076,"prompt_tokens":1,"total_tokens":2}}""")]
    [InlineData("""{"usage":{ },"choices":[]}""", """{"usage":{"cost":0.000076 },"choices":[]}""")]
    [InlineData("""{"choices":[],"usage":{"cost":1e-9,"x":[1]}}""", """{"choices":[],"usage":{"cost":0.000076,"x":[1]}}""")]
    [InlineData("""{"choices":[],"usage":{"x":{"cost":1},"cost":null}}""", """{"choices":[],"usage":{"x":{"cost":1},"cost":0.000076}}""")]
    public void The_cost_stands_in_the_usage(string before, string after)
    {
        Assert.True(BillChunk.Is(Event(before)));
        Assert.Equal($"data: {after}\n\n", Encoding.UTF8.GetString(BillChunk.WithCost(Event(before), 0.000076m)));
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0}],"usage":{"total_tokens":2}}""")]
    [InlineData("""{"choices":[],"usage":null}""")]
    [InlineData("""{"choices":[],"usage":{"total_tokens":2}""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("[DONE]")]
    [InlineData("")]
    public void No_other_chunk_is_one(string data) => Assert.False(BillChunk.Is(Event(data)));

    [Fact]
    public void Two_events_are_not_one() =>
        Assert.False(BillChunk.Is([.. Event("""{"choices":[],"usage":{}}"""), .. Event("""{"choices":[]}""")]));

    private static byte[] Event(string data) => Encoding.UTF8.GetBytes($"data: {data}\n\n");
}
