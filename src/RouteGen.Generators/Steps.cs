namespace RouteGen.Generators;

/// <summary>The names of the pipeline's steps, for tests of what an edit re-runs.</summary>
internal static class Steps
{
    public const string Settings = nameof(Settings);
    public const string Files = nameof(Files);
    public const string ModelFiles = nameof(ModelFiles);
    public const string Readings = nameof(Readings);
    public const string Project = nameof(Project);
    public const string OldLanguage = nameof(OldLanguage);
    public const string Tables = nameof(Tables);
    public const string Shapes = nameof(Shapes);
    public const string Prices = nameof(Prices);

    /// <summary>For each table: routes, targets, definition, hooks, registration, and callers where it has any.</summary>
    public const string Sources = nameof(Sources);
}
