using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Emission.RuntimeNames;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "targets": their names, and for each route an enum of those that can serve it.</summary>
internal static class TargetsEmitter
{
    public static GeneratedFile Emit(TableSource source)
    {
        var writer = SourceFile.Begin(source, "The targets");
        writer.Namespace(source.Namespace);
        using (writer.TableClass(source))
        {
            writer.Names("Targets", "The names of the targets.", source.Table.Targets.Select(target => new NamedEntry(
                target.Identifier, target.Name, TargetText.Describe(source.Table, target))));
        }

        // Routes share targets, so that each is described once.
        var members = source.Table.Targets.ToDictionary(
            target => target.Name, target => new Member(source.Table, target), StringComparer.Ordinal);
        foreach (var route in source.Table.Routes)
        {
            writer.Gap();
            WriteEnum(writer, source, route, members);
        }

        return writer.End(source, "Targets");
    }

    private static void WriteEnum(SourceWriter writer, TableSource source, RouteEntry route, Dictionary<string, Member> members)
    {
        var reach = route.Reach();
        var order = reach.Count > route.Chain.Count ? ", then those that only a fault leads to" : "";
        writer.Doc("summary", $"The targets that can serve {DocText.Code(route.Name)}, in the order in which they are tried{order}.");
        writer.Line(Attributes.Generated);
        writer.Line(route.Limits.OutputTokens is { } limit
            ? $"[{RouteTargetsAttribute}(OutputTokens = {CSharpText.Literal(limit)})]"
            : $"[{RouteTargetsAttribute}]");
        using var type = writer.Braces($"{source.Accessibility()} enum {route.Identifier}Target");
        for (var place = 0; place < reach.Count; place++)
        {
            var member = members[reach[place].Target];
            writer.Gap();
            writer.Doc("summary", member.Summary);
            writer.Lines(member.Facts);
            WriteWay(writer, route, reach[place].Target, other => members[reach[other].Target].Identifier, place);
            writer.Line($"{member.Identifier} = {CSharpText.Literal(place + 1)},");
        }
    }

    /// <summary>How a target comes to serve, so that tools know without running anything.</summary>
    private static void WriteWay(SourceWriter writer, RouteEntry route, string target, Func<int, string> member, int place)
    {
        if (route.WayTo(target) is { } way)
        {
            writer.Line($"[{ServesOnFaultAttribute}({FaultNamed(way.Fault)}, {CSharpText.Literal(member(way.Index))})]");
        }

        WriteFailuresBefore(writer, route, member, place);
    }

    /// <summary>Who fails before a target serves, where it is not simply all that stand before it in the chain, overloaded.</summary>
    private static void WriteFailuresBefore(SourceWriter writer, RouteEntry route, Func<int, string> member, int place)
    {
        // Without a word of the table on faults, the chain alone leads everywhere.
        if (route.On.Count == 0 && route.Chain.All(entry => entry.On.Count == 0))
        {
            return;
        }

        var failures = route.FailuresBefore(place) ?? [];
        if (place < route.Chain.Count
            && failures.All(failure => failure.Value == Fault.Overloaded)
            && failures.Select(failure => failure.Key).SequenceEqual(Enumerable.Range(0, place)))
        {
            return;
        }

        foreach (var failure in failures)
        {
            writer.Line($"[{ServesAfterAttribute}({CSharpText.Literal(member(failure.Key))}, {FaultNamed(failure.Value)})]");
        }
    }

    /// <summary>What is the same of a target in the enum of each route that it can serve.</summary>
    private sealed class Member(RouteTable table, TargetEntry target)
    {
        public string Identifier { get; } = target.Identifier;

        public string Summary { get; } = TargetText.Describe(table, target) + TargetText.Price(table, target);

        /// <summary>What tools can know of the target without running anything.</summary>
        public IReadOnlyList<string> Facts { get; } = [.. FactsOf(table, target)];

        private static IEnumerable<string> FactsOf(RouteTable table, TargetEntry target)
        {
            if (FeaturesOf(table, target) is { } features)
            {
                yield return $"[{TargetFeaturesAttribute}({CSharpText.Flags(features)})]";
            }

            if (table.ProviderNamed(target.Provider)?.IsGateway is true)
            {
                yield return $"[{BehindGatewayAttribute}]";
            }
        }

        // What a target lacks is ruled out though its model states nothing.
        private static ModelFeatures? FeaturesOf(RouteTable table, TargetEntry target) =>
            (table.ModelNamed(target.Model)?.Features ?? (target.Lacks == ModelFeatures.None ? null : All)) & ~target.Lacks;

        private static ModelFeatures All { get; } =
            Enum.GetValues(typeof(ModelFeatures)).Cast<ModelFeatures>().Aggregate(static (all, one) => all | one);
    }
}
