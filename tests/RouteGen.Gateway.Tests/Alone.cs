namespace RouteGen.Gateway.Tests;

/// <summary>
/// Tests that run one after another, and beside no others: timers and memory, which they count, belong to the whole process.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
