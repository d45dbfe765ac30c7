using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>A request in Messages, read. With a problem in it, the rest is what could be read.</summary>
internal sealed class MessagesAsked
{
    /// <summary>The model's name, as the caller states it; empty where none is stated.</summary>
    public string Model { get; set; } = "";

    /// <summary>
    /// The conversation, with what the system says in it. Blocks with members beyond those that Microsoft.Extensions.AI has words for,
    /// such as
    /// <c>cache_control</c>, keep their bytes, and go to a target of this dialect as they came.
    /// </summary>
    public List<ChatMessage> Messages { get; } = [];

    /// <summary>What Microsoft.Extensions.AI has words for. It names no model.</summary>
    public ChatOptions Options { get; } = new();

    /// <summary>Whether a stream is asked for.</summary>
    public bool Streamed { get; set; }

    /// <summary>The service tier that is asked for; null where none is.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>Who the caller says asks, <c>metadata.user_id</c>; null where it is not stated.</summary>
    public string? User { get; set; }

    /// <summary>
    /// The members that <see cref="Messages"/>, <see cref="Options"/> and <see cref="Streamed"/> do not say whole, in order; null values
    /// left out. The properties above, and the options' reasoning, repeat some of them.
    /// </summary>
    public List<RequestMember> Others { get; } = [];

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public List<RequestProblem> Problems { get; } = [];
}
