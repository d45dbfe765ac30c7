using RouteGen.Generators.Projection;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "chains": an enum per route of the targets that can serve it, and the table as static data.</summary>
internal static class ChainsEmitter
{
    public static GeneratedFile Emit(TableSource source, CancellationToken cancellation)
    {
        var writer = new SourceWriter();
        writer.Line($"[assembly: global::RouteGen.RouteTable(typeof({source.TypeName(source.Table.ClassName)}))]");
        using (writer.Namespace(source.Namespace))
        {
            foreach (var route in source.Table.Routes)
            {
                WriteTargets(writer, source, route);
            }

            if (!source.IsBroken)
            {
                DefinitionsEmitter.Write(writer, source);
            }
        }

        return writer.ToFile(source, "Chains");
    }

    private static void WriteTargets(SourceWriter writer, TableSource source, RouteEntry route)
    {
        writer.Line($"/// <summary>The targets that can serve {DocText.Code(route.Name)}, in the order in which they are tried{(route.Reach().Count > route.Chain.Count ? ", then those that only a fault leads to" : "")}.</summary>");
        writer.Line(CSharpText.GeneratedCode);
        writer.Line("[global::RouteGen.RouteTargets]");
        using var type = writer.Braces($"{source.Accessibility()} enum {route.Identifier}Target");
        var number = 1;
        foreach (var entry in route.Reach())
        {
            var target = source.Table.TargetNamed(entry.Target)!;
            writer.Line($"/// <summary>{Summary(source.Table, target)}</summary>");
            writer.Line($"{Features(source.Table, target)}{Gateway(source.Table, target)}{WayTo(source.Table, route, target)}{FailuresBefore(source.Table, route, number - 1)}{target.Identifier} = {CSharpText.Literal(number++)},");
        }
    }

    private static string Features(RouteTable table, TargetEntry target) =>
        table.ModelNamed(target.Model)?.Features is { } features ? $"[global::RouteGen.TargetFeatures({CSharpText.Flags(features)})] " : "";

    private static string Gateway(RouteTable table, TargetEntry target) =>
        table.ProviderNamed(target.Provider)?.IsGateway is true ? "[global::RouteGen.BehindGateway] " : "";

    /// <summary>How a target comes to serve that the chain itself does not lead to, so that tools know without running anything.</summary>
    private static string WayTo(RouteTable table, RouteEntry route, TargetEntry target) =>
        route.WayTo(target.Name) is { } way ? $"[global::RouteGen.ServesOnFault({CSharpText.Fault(way.Fault)}, {Member(table, route, way.Index)})] " : "";

    /// <summary>Who fails before a target serves, where it is not simply all that stand before it in the chain, overloaded.</summary>
    private static string FailuresBefore(RouteTable table, RouteEntry route, int place)
    {
        // Without a word of the table on faults, the chain alone leads everywhere.
        if (route.On.Count == 0 && route.Chain.All(entry => entry.On.Count == 0))
        {
            return "";
        }

        var failures = route.FailuresBefore(place) ?? [];
        return place < route.Chain.Count && failures.All(failure => failure.Value == "overloaded") && failures.Select(failure => failure.Key).SequenceEqual(Enumerable.Range(0, place))
            ? ""
            : string.Concat(failures.Select(failure => $"[global::RouteGen.ServesAfter({Member(table, route, failure.Key)}, {CSharpText.Fault(failure.Value)})] "));
    }

    /// <summary>The name of the member at a place, as a literal.</summary>
    private static string Member(RouteTable table, RouteEntry route, int place) => CSharpText.Literal(table.TargetNamed(route.Reach()[place].Target)!.Identifier);

    /// <summary>Provider, model and window; never the price, which would take this file along with every change of it.</summary>
    private static string Summary(RouteTable table, TargetEntry target)
    {
        var window = table.ModelNamed(target.Model)?.ContextWindow;
        var model = target.Model.Length == 0 || target.Provider.Length == 0 ? "" : $": {DocText.Of(target.Model)} at {DocText.Of(target.Provider)}";
        var facts = $"{DocText.Code(target.Name)}{model}{(window is { } tokens ? $", window {DocText.Count(tokens)} tokens" : "")}.";
        return target.About is null ? facts : $"{facts} {DocText.Sentence(DocText.Of(target.About))}";
    }
}
