using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>A request in Responses, read. With a problem in it, the rest is what could be read.</summary>
internal sealed class ResponsesAsked
{
    /// <summary>The model's name, as the caller states it; empty where none is stated.</summary>
    public string Model { get; set; } = "";

    /// <summary>
    /// The messages: the items of one turn of the assistant are one message, <c>developer</c> is <see cref="ChatRole.System"/>.
    /// </summary>
    public List<ChatMessage> Messages { get; } = [];

    /// <summary>
    /// What Microsoft.Extensions.AI has words for, and what rides along to a target of the same dialect. It names no model.
    /// </summary>
    public ChatOptions Options { get; } = new();

    /// <summary>Whether a stream is asked for.</summary>
    public bool Streamed { get; set; }

    /// <summary>The service tier that is asked for; null where none is.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>Who the caller says asks: <c>safety_identifier</c>, else <c>user</c>; null where neither is stated.</summary>
    public string? User { get; set; }

    /// <summary>The names and values of the caller's own, which come back with the reply; null where there are none.</summary>
    public ReadOnlyMemory<byte>? Metadata { get; set; }

    /// <summary>Members that are in none of the above, in order; null values left out. The properties above repeat some of them.</summary>
    public List<RequestMember> Others { get; } = [];

    /// <summary>
    /// Where it names what lies in an account at the provider, or makes the provider call a host: <c>tools[0].vector_store_ids</c>. Behind
    /// a key that several callers share, these are another's data.
    /// </summary>
    public List<string> AccountMembers { get; } = [];

    /// <summary>Where it says what only a target of this dialect understands: <c>input[3]</c>.</summary>
    public List<string> DialectMembers { get; } = [];

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public List<RequestProblem> Problems { get; } = [];
}
