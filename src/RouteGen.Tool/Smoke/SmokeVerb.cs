using System.CommandLine;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>The verb <c>smoke</c>.</summary>
internal static class SmokeVerb
{
    public static Command Create(ToolHost host)
    {
        var table = TableArgument.Create();
        var targets = Names("--target", "NAME", "Call this target alone; may be said several times.");
        var routes = Names("--route", "NAME", "Call the targets of this route alone; may be said several times.");
        var shapes = Names(
            "--shape", "SHAPE", $"Make calls of this shape alone: {string.Join(", ", SmokeShapes.All.Select(static s => s.Word()))}.");
        shapes.CompletionSources.Add([.. SmokeShapes.All.Select(static s => s.Word())]);
        var maxUsd = SmokeNumbers.Usd("--max-usd", "What the calls may cost in all, in USD: what does not fit is not run.",
            SmokeOptions.UsualMaxUsd);
        var concurrency = SmokeNumbers.Count("--concurrency", "Calls at a time.", 4);
        var perProvider = SmokeNumbers.Count("--per-provider", "Calls at a time to one provider.", 1);
        var timeout = SmokeNumbers.Duration("--timeout", "How long a call may take, such as 90s or 5m.", TimeSpan.FromSeconds(60));
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before calls that cost money." };
        var allowMissing = new Option<bool>("--allow-missing")
        {
            Description = "Providers without a key or an address here are left out, and not wrong.",
        };
        var simulated = new Option<bool>("--simulated")
        {
            Description = "Call simulated providers in place of the table's: no keys, no network, no bill.",
        };
        var log = SmokeNumbers.File("--log", "Append a line of JSON for each call to this file.");
        var against = SmokeNumbers.File("--against", "Compare with an earlier run: its log, or its result as JSON.");
        var slower = SmokeNumbers.Factor("--slower-than", "From which factor on a call is slower than in the earlier run.", 2);
        var catalog = SmokeNumbers.File("--catalog", "A file to take for the packed catalog.");
        var format = FormatOption.Create(FindingOutput.Formats);
        var failOn = FailOnOption.Create();
        var output = SmokeNumbers.File("--output", "Write the result to this file.");
        output.Aliases.Add("-o");

        var verb = new Verb("smoke", "Calls every target in every shape, and says in words what is wrong and what to do.")
        {
            table, targets, routes, shapes, maxUsd, concurrency, perProvider, timeout, yes, allowMissing, simulated, log, against, slower,
            catalog, format, failOn, output,
        }
            .Example("routegen smoke routes.json --simulated", "what a run looks like, without keys and costs")
            .Example("routegen smoke routes.json --simulated --shape plain --shape error",
                "the least that tells whether keys and models are right")
            .Example("routegen smoke routes.json --simulated --log smoke.jsonl",
                "with a log, which a later run compares itself with by --against")
            .Example("routegen smoke routes.json --simulated --format markdown", "a page for the monthly review");
        verb.SetAction(async (result, cancellation) =>
        {
            var options = new SmokeOptions
            {
                Targets = result.GetValue(targets) ?? [],
                Routes = result.GetValue(routes) ?? [],
                Shapes = [.. (result.GetValue(shapes) ?? []).Select(Shape)],
                MaxUsd = result.GetRequiredValue(maxUsd),
                Concurrency = result.GetRequiredValue(concurrency),
                PerProvider = result.GetRequiredValue(perProvider),
                Timeout = result.GetRequiredValue(timeout),
                AllowMissing = result.GetValue(allowMissing),
            };
            var file = TableArgument.LoadUsable(host, result.GetRequiredValue(table), result.GetValue(catalog));
            var command = new SmokeCommand(host, file, options)
            {
                IsSimulated = result.GetValue(simulated),
                Yes = result.GetValue(yes),
                Log = result.GetValue(log),
                Against = result.GetValue(against),
                SlowerThan = result.GetRequiredValue(slower),
            };
            if (await command.RunAsync(cancellation) is not { } report)
            {
                return ExitCode.Cancelled;
            }

            FindingOutput.Write(host, result.GetRequiredValue(format), report, result.GetValue(output));
            return FailOnOption.ExitCodeOf(result.GetRequiredValue(failOn), report.Findings);
        });
        return verb;
    }

    private static SmokeShape Shape(string word) => SmokeShapes.Find(word) ?? throw new UsageException(
        $"'{word}' is not a shape; the shapes are {string.Join(", ", SmokeShapes.All.Select(static s => s.Word()))}.");

    private static Option<string[]> Names(string name, string help, string description) => new(name)
    {
        Description = description,
        HelpName = help,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
