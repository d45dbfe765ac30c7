using System.Reflection;

namespace RouteGen.Redis.Scripts;

/// <summary>The scripts that run in the server: each call is one, so that it is atomic and takes one round trip.</summary>
internal static class LedgerScripts
{
    public static string Reserve { get; } = Read("amounts", "accounts", "reserve");

    public static string Settle { get; } = Read("amounts", "accounts", "settle");

    public static string Balance { get; } = Read("amounts", "accounts", "balance");

    private static string Read(params string[] names) => string.Join('\n', names.Select(static name =>
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }));
}
