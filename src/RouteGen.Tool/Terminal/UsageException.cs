namespace RouteGen.Tool.Terminal;

/// <summary>The command line is wrong: the program ends with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
