namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>The oracles compare what the generator makes: it makes everything, and the same for the same seed.</summary>
public class GeneratorTests
{
    private static readonly string[] Expected =
    [
        "role system", "role developer", "role user", "role assistant", "role tool",
        "TextContent", "TextReasoningContent", "protected reasoning", "FunctionCallContent", "ErrorContent", "HostedFileContent",
        "data image/png", "data image/jpeg", "data image/webp", "data image/gif", "data audio/mpeg", "data audio/wav", "data audio/ogg",
        "data application/pdf", "data text/plain", "uri image/png", "uri application/pdf",
        "result null", "result String", "result JsonElement", "result TextContent", "result List`1", "result Int32", "result Boolean",
        "function strict=True", "function strict=False", "function strict=unset",
        "HostedCodeInterpreterTool", "HostedFileSearchTool", "HostedMcpServerTool", "HostedWebSearchTool",
        "Temperature", "TopP", "TopK", "FrequencyPenalty", "PresencePenalty", "Seed", "MaxOutputTokens", "ModelId", "Instructions",
        "StopSequences", "Reasoning", "AdditionalProperties",
        "AllowMultipleToolCalls True", "AllowMultipleToolCalls False",
        "ToolMode AutoChatToolMode", "ToolMode NoneChatToolMode", "ToolMode RequiredChatToolMode",
        "ResponseFormat ChatResponseFormatText", "ResponseFormat ChatResponseFormatJson",
    ];

    [Fact]
    public void A_thousand_conversations_hold_everything_that_can_be_said()
    {
        var made = OracleRuns.FixedSeeds(1000).SelectMany(seed => Conversation.FromSeed(seed).Traits()).ToHashSet();
        Assert.Empty(Expected.Except(made));
    }

    [Fact]
    public void A_seed_makes_the_same_conversation_again()
    {
        foreach (var seed in OracleRuns.FixedSeeds(50))
        {
            var (one, other) = (Conversation.FromSeed(seed), Conversation.FromSeed(seed));
            Assert.Equal(one.Traits(), other.Traits());
            Assert.Equal(
                one.Messages.SelectMany(message => message.Contents).Select(content => content.ToString()),
                other.Messages.SelectMany(message => message.Contents).Select(content => content.ToString()));
        }
    }
}
