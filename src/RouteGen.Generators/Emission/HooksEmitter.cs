using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "hooks": partial methods that an application may implement, and that cost nothing where it does not.</summary>
internal static class HooksEmitter
{
    public static GeneratedFile Emit(TableSource source)
    {
        var writer = SourceFile.Begin(source, "The hooks");
        writer.Namespace(source.Namespace);
        foreach (var route in source.Table.Routes)
        {
            writer.Gap();
            using var type = writer.RouteClass(source, route.Identifier);
            var hooks = HooksOf(route);
            foreach (var hook in hooks)
            {
                writer.Gap();
                writer.Doc("summary", hook.Summary);
                writer.Line($"partial void {hook.Name}({hook.Parameters});");
            }

            foreach (var hook in hooks)
            {
                writer.Gap();
                writer.Line("/// <inheritdoc/>");
                writer.Lines(Attributes.OfCode);
                writer.Arrow($"protected override void {hook.RaisedBy}({hook.Parameters})", $"{hook.Name}({hook.Arguments})");
            }
        }

        return writer.End(source, "Hooks");
    }

    private static Hook[] HooksOf(RouteEntry route)
    {
        var target = route.Identifier + "Target";
        var options = route.Type == RouteType.Embedding ? RuntimeNames.EmbeddingOptions : RuntimeNames.ChatOptions;
        return
        [
            new Hook(
                "Has the last word on the options of one attempt.",
                "ConfigureOptions", "OnConfiguringOptions", $"{target} target, {options} options", "target, HandToHook(options)"),
            new Hook(
                "Sees every attempt, served or not.",
                "OnAttemptCompleted", "OnAttemptEnded", $"{target} target, {RuntimeNames.AttemptRecord} attempt", "target, attempt"),
            new Hook(
                "Sees the chain advance.",
                "OnFallback", "OnChainAdvanced", $"{target} from, {target} to, {RuntimeNames.Fault} fault", "from, to, fault"),
            new Hook(
                "Sees every call once, whatever its outcome.",
                "OnCompleted", "OnCallEnded", $"{RuntimeNames.RouteRecord} record", "record"),
        ];
    }

    /// <summary>A partial method, and the member of the route's base that calls it.</summary>
    private sealed record Hook(string Summary, string Name, string RaisedBy, string Parameters, string Arguments);
}
