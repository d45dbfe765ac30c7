using RouteGen.Dialects.Relay;

namespace RouteGen.Gateway.Lanes;

/// <summary>Where in the JSON of a dialect what only its issuer understands stands: a tree of members, down to those values.</summary>
internal sealed class StampRule
{
    private static readonly StampRule Value = new();

    /// <summary>A call of a tool in Chat Completions, with what Gemini signs it with.</summary>
    private static readonly StampRule ChatCall = Unit(("id", Value), ("extra_content", Value));

    private static readonly StampRule ChatAnswer = Object(("tool_calls", Each(ChatCall)));

    private static readonly StampRule Block = Unit(
        ("type", Value), ("id", Value), ("tool_use_id", Value), ("signature", Value), ("data", Value));

    private static readonly StampRule Item = Unit(
        ("type", Value), ("role", Value), ("id", Value), ("call_id", Value), ("encrypted_content", Value));

    private StampRule()
    {
    }

    public (byte[] Name, StampRule Rule)[] Members { get; private init; } = [];

    /// <summary>What holds for each item, where it is a list.</summary>
    public StampRule? Items { get; private init; }

    /// <summary>Whether its values belong together.</summary>
    public bool IsUnit { get; private init; }

    /// <summary>The rule of a caller's request.</summary>
    public static StampRule OfRequest(RelayDialect dialect) => dialect switch
    {
        RelayDialect.ChatCompletions => ChatRequest,
        RelayDialect.Messages => MessagesRequest,
        _ => ResponsesRequest,
    };

    /// <summary>The rule of a reply, whole, or of one event of a streamed one.</summary>
    public static StampRule OfReply(RelayDialect dialect) => dialect switch
    {
        RelayDialect.ChatCompletions => ChatReply,
        RelayDialect.Messages => MessagesReply,
        _ => ResponsesReply,
    };

    private static StampRule ChatRequest { get; } = Object(
        ("messages", Each(Unit(("tool_call_id", Value), ("tool_calls", Each(ChatCall))))));

    private static StampRule MessagesRequest { get; } = Object(("messages", Each(Object(("content", Each(Block))))));

    private static StampRule ResponsesRequest { get; } = Object(("input", Each(Item)));

    private static StampRule ChatReply { get; } = Object(("choices", Each(Object(("message", ChatAnswer), ("delta", ChatAnswer)))));

    private static StampRule MessagesReply { get; } = Object(
        ("content", Each(Block)), ("content_block", Block), ("delta", Unit(("type", Value), ("signature", Value))));

    private static StampRule ResponsesReply { get; } = Object(
        ("output", Each(Item)), ("item", Item), ("response", Object(("output", Each(Item)))));

    private static StampRule Object(params (string Name, StampRule Rule)[] members) => new() { Members = Named(members) };

    private static StampRule Unit(params (string Name, StampRule Rule)[] members) => new() { Members = Named(members), IsUnit = true };

    private static StampRule Each(StampRule item) => new() { Items = item };

    private static (byte[] Name, StampRule Rule)[] Named((string Name, StampRule Rule)[] members) =>
        Array.ConvertAll(members, m => (System.Text.Encoding.UTF8.GetBytes(m.Name), m.Rule));
}
