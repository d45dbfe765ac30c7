namespace RouteGen.Benchmarks.Reporting;

/// <summary>A figure that is asked for: a benchmark beside its peer in the same run.</summary>
/// <param name="Figure">What it is, in words.</param>
/// <param name="Type">The class of both.</param>
/// <param name="Method">The benchmark.</param>
/// <param name="Peer">What it is measured against.</param>
/// <param name="Most">The ratio of times that is asked for at most; null where only the figure is.</param>
/// <param name="Parameters">Of the benchmark and the peer, as BenchmarkDotNet writes them; null where there are none.</param>
/// <param name="PeerParameters">Of the peer where they differ.</param>
internal sealed record Target(
    string Figure, string Type, string Method, string Peer, double? Most, string? Parameters = null, string? PeerParameters = null)
{
    public static IReadOnlyList<Target> All { get; } =
    [
        new("edit of C#, 200 routes, against a bare pipeline", "PerEdit", "CSharpEdit", "CSharpEditBarePipeline", 2.5, "Routes=200"),
        new("white space in the table, 200 routes, against cold", "PerEdit", "WhiteSpaceEdit", "Cold", null, "Routes=200"),
        new("one price, 200 routes, against cold", "PerEdit", "PriceEdit", "Cold", null, "Routes=200"),
        new("one route, 200 routes, against cold", "PerEdit", "RouteEdit", "Cold", null, "Routes=200"),
        new("cold at 2,000 routes, against 200", "PerEdit", "Cold", "Cold", 10.5, "Routes=2000", "Routes=200"),
        new("cold at 200 routes, against Roslyn parsing what is generated", "PerEdit", "Cold", "ParseOfWhatIsGenerated", 0.5, "Routes=200"),
        new("reading 200 routes, against System.Text.Json with a walk", "PerTable", "Read", "SystemTextJsonAndAWalk", null),
        new("rules on 200 routes, against the same", "PerTable", "Rules", "SystemTextJsonAndAWalk", null),
        new("a plain route, against M.E.AI failover", "PerCall", "Route", "Failover", 5),
        new("a route with every policy, against the hand-written stack", "PerCall", "GuardedRoute", "HandWritten", 1.6),
        new("a fallback, against the hand-written stack", "PerCall", "FallbackRoute", "HandWrittenFallback", 0.6),
        new("a call that is retried once, against Polly's own pipeline", "PerRetry", "RetriedRoute", "PollyPipeline", null),
        new("a plain route that is logged, against the failover under UseLogging", "PerListener", "Route", "Failover", null, "To=Log"),
        new("a plain route with spans and metrics heard, against the failover under UseOpenTelemetry",
            "PerListener", "Route", "Failover", 2.5, "To=Telemetry"),
        new("a hook that is not implemented, against a loop without it", "PerHook", "Completed", "NoHook", null),
        new("an update of a stream, against bare enumeration", "PerUpdate", "Route", "Bare", null),
        new("the same through M.E.AI failover", "PerUpdate", "Failover", "Bare", null),
        new("a call among 64 callers, against one caller", "PerCrowd", "ManyCallers", "OneCaller", 1 / 1.6),
        new("200 routes registered, against a container alone", "PerStart", "ContainerWithTable", "ContainerAlone", null, "Routes=200"),
    ];
}
