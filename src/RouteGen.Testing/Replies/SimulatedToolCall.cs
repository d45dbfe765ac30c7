namespace RouteGen.Testing;

/// <summary>A tool call in a simulated reply.</summary>
/// <param name="Name">The tool.</param>
/// <param name="ArgumentsJson">Its arguments, a JSON object.</param>
/// <param name="Id">The call's id; null lets the wire make one in its own style.</param>
public sealed record SimulatedToolCall(string Name, string ArgumentsJson = "{}", string? Id = null);
