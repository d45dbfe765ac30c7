namespace RouteGen.Records;

/// <summary>What the source of spans and the meter say of themselves.</summary>
internal static class Instrumentation
{
    public const string Name = "RouteGen";

    /// <summary>The package's.</summary>
    public static string Version { get; } = typeof(Instrumentation).Assembly.GetName().Version!.ToString(3);
}
