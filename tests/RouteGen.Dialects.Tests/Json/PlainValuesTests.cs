using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.Json;

/// <summary>What is written without a contract is what Microsoft.Extensions.AI's contracts write.</summary>
public sealed class PlainValuesTests
{
    public static TheoryData<object> Values =>
    [
        new byte[] { 1, 2, 3 }, new DateTimeOffset(2026, 11, 29, 17, 0, 0, TimeSpan.FromHours(2)), new DateTime(2026, 11, 29), Guid.Empty,
        ulong.MaxValue, 7u, (short)-7, (byte)7, new Uri("https://example.com/a b"), TimeSpan.FromSeconds(90.5), new DateOnly(2026, 11, 29),
        'x', DayOfWeek.Friday, new TextContent("Said \"é\"."), new TextReasoningContent("Thought."),
        new UriContent("https://example.com/a.png", "image/png"), new DataContent(new byte[] { 1, 2, 3 }, "image/png"),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_written_as_with_a_contract(object value)
    {
        using var text = new JsonText();
        Assert.True(PlainValues.TryWrite(text.Writer, value));

        var type = value is AIContent ? typeof(AIContent) : value.GetType();
        var expected = JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(type));
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(text.Written)), $"Expected {expected}, and there is {text}.");
    }

    [Fact]
    public void An_object_of_the_applications_own_is_not_written()
    {
        using var text = new JsonText();

        Assert.False(PlainValues.TryWrite(text.Writer, new StringBuilder()));
    }
}
