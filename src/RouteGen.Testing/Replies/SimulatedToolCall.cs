namespace RouteGen.Testing;

/// <summary>A tool call in a simulated reply.</summary>
public sealed record SimulatedToolCall
{
    /// <summary>Makes a tool call.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="argumentsJson">Its arguments, a JSON object.</param>
    public SimulatedToolCall(string name, string argumentsJson = "{}")
    {
        Name = name;
        ArgumentsJson = argumentsJson;
    }

    /// <summary>The tool.</summary>
    public string Name { get; init; }

    /// <summary>Its arguments, a JSON object.</summary>
    public string ArgumentsJson { get; init; }

    /// <summary>The call's id; null lets the wire make one in its own style.</summary>
    public string? Id { get; init; }
}
