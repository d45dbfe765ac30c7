namespace RouteGen.Benchmarks.Building;

/// <summary>Where the repository is that this program was built in.</summary>
internal static class RepositoryFolder
{
    /// <exception cref="InvalidOperationException">The program was copied elsewhere.</exception>
    public static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "RouteGen.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("Run it from the repository: what is compared are its own assemblies.");
    }
}
