using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Arguments;

/// <summary>The value behind an option.</summary>
internal static class OptionValue
{
    public static string Read(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new UsageException($"'{args[i - 1]}' needs a value; see routegen --help.");
}
