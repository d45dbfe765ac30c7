using System.Reflection;

namespace RouteGen.Redis.Scripts;

/// <summary>The scripts that run in the server: each call is one, so that it is atomic and takes one round trip.</summary>
internal static class LedgerScripts
{
    public static string Reserve { get; } = With(Read("reserve"));

    public static string Settle { get; } = With(Read("settle"));

    public static string Balance { get; } = With(Read("balance"));

    /// <summary>What all scripts know of amounts and accounts, and then one's own.</summary>
    public static string With(string script) => string.Join('\n', Read("amounts"), Read("accounts"), script);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
