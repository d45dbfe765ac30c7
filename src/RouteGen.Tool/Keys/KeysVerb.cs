using System.CommandLine;
using RouteGen.Keys;
using RouteGen.Tool.LiteLlmKeys;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary>The verb <c>keys</c>, and what can be done with keys.</summary>
internal static class KeysVerb
{
    public static Command Create(ToolHost host) =>
        new Verb("keys", "Manages the keys of an endpoint in the SQLite file that RouteGen.Sqlite keeps, also while endpoints use it.")
        {
            List(host),
            NewKeyVerb.Create(host),
            One(host, "show", "Shows a key, and never its token.", static (_, key) => Task.FromResult<GatewayKey?>(key))
                .Example("routegen keys show qkf7w2hv9xzc --store keys.db", "what a key may do"),
            One(host, "disable", "Refuses a key until enable.", static async (keys, key) => await keys.DisableAsync(key.Id))
                .Example("routegen keys disable qkf7w2hv9xzc --store keys.db", "for now"),
            One(host, "enable", "Lets a disabled key be used again.", static async (keys, key) => await keys.EnableAsync(key.Id))
                .Example("routegen keys enable qkf7w2hv9xzc --store keys.db", "again"),
            One(host, "revoke", "Refuses a key for good.", static async (keys, key) => await keys.RevokeAsync(key.Id))
                .Example("routegen keys revoke qkf7w2hv9xzc --store keys.db", "for good"),
            Rotate(host),
            Hash(host),
            KeysImportCommand.Create(host),
        };

    private static Verb List(ToolHost host)
    {
        var store = KeyStoreOption.Create();
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv, OutputFormat.Markdown);
        var verb = new Verb("list", "Lists all keys, and no token.") { store, format }
            .Example("routegen keys list --store keys.db", "who may call");
        verb.SetAction(async (result, cancellation) =>
        {
            using var keys = KeyStoreOption.Open(host, result.GetRequiredValue(store)!);
            await host.Out.WriteAsync(KeyText.Write(await keys.ListAsync(cancellation), result.GetValue(format)));
            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>A verb about one key, which shows it as it is afterwards.</summary>
    private static Verb One(ToolHost host, string name, string description, Func<GatewayKeyManager, GatewayKey, Task<GatewayKey?>> change)
    {
        var id = KeyStoreOption.CreateId();
        var store = KeyStoreOption.Create();
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var verb = new Verb(name, description) { id, store, format };
        verb.SetAction(async (result, cancellation) =>
        {
            var (key, path) = (result.GetRequiredValue(id), result.GetRequiredValue(store)!);
            using var keys = KeyStoreOption.Open(host, path);
            var found = await keys.FindAsync(key, cancellation) ?? throw KeyStoreOption.NotFound(key, path);
            var after = await KeyStoreOption.ChangeAsync(key, path, () => change(new GatewayKeyManager(keys, host.Time), found));
            await host.Out.WriteAsync(KeyText.Write(after, result.GetValue(format)));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static Verb Rotate(ToolHost host)
    {
        var id = KeyStoreOption.CreateId();
        var store = KeyStoreOption.Create();
        var grace = new Option<string?>("--grace")
        {
            Description = "How long the token before still works; it ends at once otherwise.",
            HelpName = "24h",
        };
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var verb = new Verb("rotate", "Gives a key a new token, which is shown once.") { id, store, grace, format }
            .Example("routegen keys rotate qkf7w2hv9xzc --store keys.db --grace 24h", "a new token; the one before works for a day");
        verb.SetAction(async (result, cancellation) =>
        {
            var (key, path) = (result.GetRequiredValue(id), result.GetRequiredValue(store)!);
            var wait = result.GetValue(grace) is { } text ? KeyDraft.Duration(text) : TimeSpan.Zero;
            using var keys = KeyStoreOption.Open(host, path);
            var issued = await KeyStoreOption.ChangeAsync(
                key, path, async () => await new GatewayKeyManager(keys, host.Time).RotateAsync(key, wait, cancellation));
            await host.Out.WriteAsync(KeyText.Write(key, issued.Token, issued.Key, result.GetValue(format)));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static Verb Hash(ToolHost host)
    {
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var verb = new Verb("hash", "Reads a token of any origin from the standard input and prints its hash for configuration.") { format }
            .Example("routegen keys hash", "of a token that others made: printf %s \"$KEY\" | routegen keys hash");
        verb.SetAction(async (result, cancellation) =>
        {
            var token = (await host.In.ReadToEndAsync(cancellation)).Trim();
            if (token.Length == 0 || token.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                throw new UsageException("The standard input has to be one token: printf %s \"$KEY\" | routegen keys hash");
            }

            var hash = GatewayKeyHash.Compute(token).ToConfigurationValue();
            await host.Out.WriteAsync(result.GetValue(format) == OutputFormat.Json
                ? ResultOutput.Json(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("hash", hash);
                    json.WriteEndObject();
                })
                : hash + "\n");
            return ExitCode.Ok;
        });
        return verb;
    }
}
