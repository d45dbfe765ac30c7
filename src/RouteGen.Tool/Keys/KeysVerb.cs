using System.CommandLine;
using RouteGen.Tool.LiteLlmKeys;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary>The verb <c>keys</c>.</summary>
internal static class KeysVerb
{
    public static Command Create(ToolHost host)
    {
        var verb = new Verb("keys", "Manages the keys of an endpoint.") { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction((result, _) => KeyCommand.RunAsync(
            KeyOptions.Parse([.. result.UnmatchedTokens], host.Time.GetUtcNow()), host.In, host.Out, host.Error));
        verb.Add(KeysImportCommand.Create(host));
        return verb;
    }
}
