using System.Text.Json;
using RouteGen.Testing.Pretending;

namespace RouteGen.Testing;

/// <summary>
/// What a simulated model answers: a tool call where the request asks for one or speaks of one, data where a schema is given, else a
/// sentence. It says the same to the same request every time.
/// </summary>
public static class PretendModel
{
    /// <summary>The answer of a model to a request.</summary>
    /// <param name="model">The model's name, which it says.</param>
    /// <param name="request">What it is asked, in any dialect.</param>
    public static SimulatedReply Answer(string model, SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = PretendRequest.Read(request.Body);
        if (asked.ToolResults == 0 && asked.ChosenTools() is { Count: > 0 } tools)
        {
            return SimulatedReply.CallingAll(
                [.. tools.Select(static t => new SimulatedToolCall(t.Name, PretendJson.Write(t.Schema)))]);
        }

        return SimulatedReply.FromText(asked.Schema is { } schema ? PretendJson.Write(schema)
            : asked.ToolResults > 0 ? $"Simulated reply of {model}, with {asked.ToolResults} tool results at hand."
            : $"Simulated reply of {model}. Nothing of this was thought, and nothing is billed.");
    }
}
