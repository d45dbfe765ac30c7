namespace RouteGen.Docs.Tests.Recipes;

/// <summary>Tests that set variables which pages name, one after another and beside no others: the environment is the process's.</summary>
[CollectionDefinition(nameof(EnvironmentAlone), DisableParallelization = true)]
public sealed class EnvironmentAlone;
