using RouteGen.Generators.Tests.Driving;

namespace RouteGen.Generators.Tests.Emission;

/// <summary>The tables whose generated files a person has read.</summary>
internal static class ApprovedTables
{
    private const string Models = """{ "models": { "shared-1": { "contextWindow": 1000, "usdPerMTok": { "input": 1, "output": 2 } } } }""";

    /// <summary>The table of README.md.</summary>
    public static string Readme { get; } = FirstTableOf(Resource("README.md"));

    /// <summary>A table that uses every property.</summary>
    public static string Everything { get; } = Resource("everything.routes.json");

    public static Run Run(string table) => table switch
    {
        nameof(Readme) => new Project().Write("/app/routes.json", Readme).Build(),
        _ => ProjectOfEverything().Build(),
    };

    public static Project ProjectOfEverything() => new Project(
        kinds: Project.Kinds + "|azure-openai=Fake.Adapter|openai+responses=Fake.Adapter")
        .Write("/app/company.models.json", Models)
        .Write("/app/routes.json", Everything);

    public static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ApprovedTables).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string FirstTableOf(string page) => page.Split("```")
        .Where(block => block.StartsWith("json", StringComparison.Ordinal) && block.Contains("\"table\"", StringComparison.Ordinal))
        .Select(block => block[block.IndexOf('\n', StringComparison.Ordinal)..])
        .First();
}
