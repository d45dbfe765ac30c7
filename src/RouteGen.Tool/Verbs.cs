using System.CommandLine;
using RouteGen.Tool.Budgets;
using RouteGen.Tool.Calls;
using RouteGen.Tool.Check;
using RouteGen.Tool.Completion;
using RouteGen.Tool.Diff;
using RouteGen.Tool.Fix;
using RouteGen.Tool.Graph;
using RouteGen.Tool.Import;
using RouteGen.Tool.Init;
using RouteGen.Tool.Keys;
using RouteGen.Tool.LiteLlm;
using RouteGen.Tool.Pricing;
using RouteGen.Tool.Review;
using RouteGen.Tool.Serve;
using RouteGen.Tool.Smoke;
using RouteGen.Tool.Spending;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool;

/// <summary>The verbs, in the order in which help lists them.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> Create(ToolHost host) =>
    [
        InitVerb.Create(host),
        CheckVerb.Create(host),
        FixVerb.Create(host),
        GraphVerb.Create(host),
        CostVerb.Create(host),
        DiffVerb.Create(host),
        SmokeVerb.Create(host),
        ServeVerb.Create(host),
        ReviewVerb.Create(host),
        ImportVerb.Create(host),
        SpendVerb.Create(host),
        BudgetsVerb.Create(host),
        KeysVerb.Create(host),
        CallVerb.Create(host),
        CompletionVerb.Create(host),
    ];
}
