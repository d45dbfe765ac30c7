namespace RouteGen.Tool.Terminal;

/// <summary>It could not be done, and the message says why and what to do: the program ends with <see cref="ExitCode.Fault"/>.</summary>
internal sealed class ToolFailure(string message, Exception? inner = null) : Exception(message, inner);
