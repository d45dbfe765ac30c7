namespace Quickstart;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine(bool Json, bool Offline, bool Help, string? Unknown)
{
    public const string Usage = """
        Usage: dotnet run --project samples/Quickstart [-- <options>]

          --json      print one record per call as a line of JSON, and nothing else
          --offline   use simulated providers only, whatever keys and endpoints are set
          --help      print this

        Exit codes: 0 all calls went as expected, 1 one did not, 2 unknown argument or unusable setting.

        A provider whose key or endpoint is set in the environment is called for real:
        """;

    public static CommandLine Parse(string[] args) => new(
        args.Contains("--json"),
        args.Contains("--offline"),
        args.Contains("--help") || args.Contains("-h"),
        args.FirstOrDefault(a => a is not ("--json" or "--offline" or "--help" or "-h")));
}
