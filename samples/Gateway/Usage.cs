using GatewaySample.Providers;
using RouteGen.Definitions;
using RouteGen.Testing;

namespace GatewaySample;

/// <summary>The text of <c>--help</c>.</summary>
internal static class Usage
{
    public static string Text { get; } = $"""
        Usage: dotnet run --project samples/Gateway [-- <options>]

          --urls <addresses>         listen there; {CommandLine.DefaultUrl} by default, port 0 takes a free one
          --key <key>                take this as the development key instead of a fresh one
          --offline                  use simulated providers only, whatever keys and addresses are set
          --fail <target>=<fault>    make a simulated target fail; may be repeated
          --json                     print one line of JSON when ready, and nothing else, on standard output
          --health                   ask a running gateway whether it is ready: 0 if it is, 1 if not
          --direct <route>           print the code that goes on without a gateway that is down
          --language <language>      in python (by default), node or csharp
          --help                     print this

        Targets: {string.Join(", ", GatewayProviders.AllTargets)}
        {Folded("Faults: ", [.. FaultWords.All, FaultWords.None])}

        A fault can also be set while it runs, in Development and from this machine:
          curl {CommandLine.DefaultUrl}/simulate -d '{SimulateExample}'

        Exit codes: 0 it ended well, 1 it could not start or is not ready, 2 a setting is unusable, 64 unknown argument or word.

        A provider whose key is set in the environment is called for real, at your cost, and then those without a key are disabled. With an
        address on this machine, the server that listens there stands in for the provider:
        {string.Join('\n', GatewayRoutes.Definition.Providers.Select(Variables))}
        """;

    private const string SimulateExample = """{"target":"sonnet","fault":"overloaded"}""";

    private static string Variables(ProviderDefinition provider) =>
        $"  {provider.Name,-17} {provider.ApiKeyVariable} for its key, {provider.EndpointVariable} for any server that speaks its dialect";

    private static string Folded(string lead, IReadOnlyList<string> words)
    {
        var (text, column) = (lead, lead.Length);
        foreach (var word in words)
        {
            if (column + word.Length > 118)
            {
                (text, column) = (text + "\n" + new string(' ', lead.Length), lead.Length);
            }

            text += word + ", ";
            column += word.Length + 2;
        }

        return text[..^2];
    }
}
