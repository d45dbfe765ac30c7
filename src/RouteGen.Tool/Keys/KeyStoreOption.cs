using System.CommandLine;
using RouteGen.Keys;
using RouteGen.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary>The SQLite file of keys, and the key in it that a verb is about.</summary>
internal static class KeyStoreOption
{
    private const int Shown = 8;
    private const int LongestId = 24;

    /// <summary>Makes the option.</summary>
    public static Option<string?> Create(bool isRequired = true) => new("--store")
    {
        Description = "The SQLite file of keys that RouteGen.Sqlite keeps, also while endpoints use it.",
        HelpName = "keys.db",
        Required = isRequired,
    };

    /// <summary>Makes the argument for a key.</summary>
    public static Argument<string> CreateId() => new("id") { Description = "The key's id, as list shows it." };

    /// <summary>Opens a file that is there: elsewhere its name was mistyped.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static SqliteGatewayKeyStore Open(ToolHost host, string path) => File.Exists(host.FullPath(path))
        ? new SqliteGatewayKeyStore(host.FullPath(path))
        : throw new UsageException($"There is no file '{path}'. Name the file of the keys, or make one: routegen keys new --store {path}");

    /// <summary>Says that there is no such key. A token that was given in place of an id is not repeated.</summary>
    public static ToolFailure NotFound(string id, string path) => new(
        $"There is no key '{(id.Length > LongestId ? id[..Shown] + "…" : id)}'. The keys there are: routegen keys list --store {path}");

    /// <summary>Changes a key, and says what does not go.</summary>
    /// <exception cref="ToolFailure">It does not go, or there is no such key.</exception>
    public static async Task<T> ChangeAsync<T>(string id, string path, Func<Task<T?>> change)
        where T : class
    {
        try
        {
            return await change() ?? throw NotFound(id, path);
        }
        catch (InvalidOperationException e)
        {
            throw new ToolFailure(e.Message, e);
        }
    }
}
