namespace GatewaySample;

/// <summary>Where this machine reaches a server, by the addresses that it listens on.</summary>
internal static class ReachableUrl
{
    public static string From(string urls)
    {
        var url = urls.Split(';')[0].TrimEnd('/');
        foreach (var any in (ReadOnlySpan<string>)["://*", "://+", "://0.0.0.0", "://[::]"])
        {
            url = url.Replace(any, "://127.0.0.1", StringComparison.Ordinal);
        }

        return url;
    }

    /// <summary>The addresses that the environment names, as ASP.NET Core reads it; null where it names none.</summary>
    public static string? FromEnvironment() =>
        Value("ASPNETCORE_URLS") ?? AllOf(Value("ASPNETCORE_HTTP_PORTS") ?? Value("DOTNET_HTTP_PORTS"));

    private static string? AllOf(string? ports) =>
        ports is null ? null : string.Join(';', ports.Split(';').Select(static p => $"http://*:{p.Trim()}"));

    private static string? Value(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
