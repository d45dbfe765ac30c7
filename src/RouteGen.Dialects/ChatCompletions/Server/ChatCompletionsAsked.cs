using Microsoft.Extensions.AI;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>A request in Chat Completions, read. With a problem in it, the rest is what could be read.</summary>
internal sealed class ChatCompletionsAsked
{
    /// <summary>The model's name, as the caller states it; empty where none is stated.</summary>
    public string Model { get; set; } = "";

    /// <summary>The messages; <c>developer</c> is <see cref="ChatRole.System"/>.</summary>
    public List<ChatMessage> Messages { get; } = [];

    /// <summary>What Microsoft.Extensions.AI has words for. It names no model.</summary>
    public ChatOptions Options { get; } = new();

    /// <summary>Whether a stream is asked for.</summary>
    public bool Streamed { get; set; }

    /// <summary>Whether the stream is to end with its usage.</summary>
    public bool IncludesUsage { get; set; }

    /// <summary>How many choices are asked for; null where it is not stated.</summary>
    public int? Choices { get; set; }

    /// <summary>Whether probabilities of tokens are asked for.</summary>
    public bool Logprobs { get; set; }

    /// <summary>Whether speech is asked for, by <c>modalities</c> or <c>audio</c>.</summary>
    public bool Audio { get; set; }

    /// <summary>The service tier that is asked for; null where none is.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>Whether the provider is to keep the reply; null where it is not stated.</summary>
    public bool? Store { get; set; }

    /// <summary>Who the caller says asks: <c>safety_identifier</c>, else <c>user</c>; null where neither is stated.</summary>
    public string? User { get; set; }

    /// <summary>
    /// The members that are in none of <see cref="Messages"/>, <see cref="Options"/>, <see cref="Streamed"/> and
    /// <see cref="IncludesUsage"/>, in order; null values left out. The properties above repeat some of them.
    /// </summary>
    public List<RequestMember> Others { get; } = [];

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public List<RequestProblem> Problems { get; } = [];
}
