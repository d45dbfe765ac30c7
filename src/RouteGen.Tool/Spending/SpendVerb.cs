using System.CommandLine;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending;

/// <summary>The verb <c>spend</c>.</summary>
internal static class SpendVerb
{
    public static Command Create(ToolHost host)
    {
        var verb = new Verb("spend", "Prints what calls have cost.") { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction((result, _) => SpendCommand.RunAsync(SpendOptions.Parse([.. result.UnmatchedTokens]), host.Out));
        return verb;
    }
}
