using System.CommandLine;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check;

/// <summary>The verb <c>check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create(ToolHost host)
    {
        var table = TableArgument.Create();
        var verb = new Verb("check", "Checks a table by all rules.") { table }
            .Example("routegen check routes.json", "what a build would report, without a build");
        verb.SetAction(result =>
        {
            var file = TableArgument.Load(host, result.GetRequiredValue(table));
            foreach (var problem in file.Problems)
            {
                host.Out.WriteLine(problem);
            }

            return file.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
        });
        return verb;
    }
}
