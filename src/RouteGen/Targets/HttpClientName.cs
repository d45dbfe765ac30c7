namespace RouteGen.Targets;

/// <summary>The names of the HTTP clients that requests to providers go through.</summary>
internal static class HttpClientName
{
    public const string Prefix = "RouteGen/";

    public static string For(string table, string provider) => $"{Prefix}{table}/{provider}";
}
