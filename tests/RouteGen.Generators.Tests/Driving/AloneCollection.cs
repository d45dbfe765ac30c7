namespace RouteGen.Generators.Tests.Driving;

/// <summary>Tests that measure the work of the process, and so run while no other test of the assembly does.</summary>
[CollectionDefinition(nameof(ScaleTests), DisableParallelization = true)]
public sealed class AloneCollection;
