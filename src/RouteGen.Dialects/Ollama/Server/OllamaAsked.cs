using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Ollama.Server;

/// <summary>A request of <c>/api/chat</c>, read. With a problem in it, the rest is what could be read.</summary>
internal sealed class OllamaAsked
{
    /// <summary>The model's name, as the caller states it; empty where none is stated.</summary>
    public string Model { get; set; } = "";

    /// <summary>The messages. None is a request to load the model, or to unload it.</summary>
    public List<ChatMessage> Messages { get; } = [];

    /// <summary>
    /// What Microsoft.Extensions.AI has words for; parameters that it has none for stand under Ollama's names in the additional properties,
    /// from where Ollama's client sends them on. It names no model.
    /// </summary>
    public ChatOptions Options { get; } = new();

    /// <summary>Whether a stream is asked for, as it is unless a caller says otherwise.</summary>
    public bool Streamed { get; set; } = true;

    /// <summary>The members that are in none of the others, in order; null values left out.</summary>
    public List<RequestMember> Others { get; } = [];

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public List<RequestProblem> Problems { get; } = [];
}
