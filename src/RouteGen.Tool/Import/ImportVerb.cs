using System.CommandLine;
using RouteGen.Tool.LiteLlm;
using RouteGen.Tool.LiteLlmConfig;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Import;

/// <summary>The verb <c>import</c>.</summary>
internal static class ImportVerb
{
    public static Command Create(ToolHost host) => new Verb("import", "Takes over what other gateways know.")
    {
        PriceMapCommand.Create(host),
        ConfigCommand.Create(host),
    };
}
