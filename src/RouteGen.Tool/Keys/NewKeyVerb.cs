using System.CommandLine;
using RouteGen.Keys;
using RouteGen.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary><c>keys new</c>: makes a key, in a store or for configuration.</summary>
internal static class NewKeyVerb
{
    public static Command Create(ToolHost host)
    {
        var id = new Argument<string?>("id")
        {
            Description = "The id of a key for configuration; a key in a store gets an id of its own.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var store = KeyStoreOption.Create(isRequired: false);
        store.Description = "The SQLite file of keys, which is made where there is none. Without it, a token is made and nothing is kept.";
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var draft = new KeyDraft();
        var verb = new Verb("new", "Makes a key. Its token is shown once; the file has its hash.") { id, store }
            .Example("routegen keys new --store keys.db --name Desk --tenant acme --group desk --expires 90d", "a key in a file")
            .Example("routegen keys new desk", "a token, and the hash of it for configuration");
        verb.Aliases.Add("issue");
        draft.AddTo(verb);
        verb.Add(format);
        verb.SetAction(async (result, cancellation) =>
        {
            var (path, name) = (result.GetValue(store), result.GetValue(id));
            if (path is not null && name is not null)
            {
                throw new UsageException("A key in a store gets an id of its own; use --name for what it is called.");
            }

            var key = draft.Read(result, name, host.Time.GetUtcNow());
            if (path is null)
            {
                name ??= GatewayKeyText.CreateId();
                await host.Out.WriteAsync(KeyText.Write(name, GatewayKeyText.CreateToken(name), null, result.GetValue(format)));
                return ExitCode.Ok;
            }

            using var keys = new SqliteGatewayKeyStore(host.FullPath(path));
            var issued = await new GatewayKeyManager(keys, host.Time).IssueAsync(_ => key, cancellation);
            await host.Out.WriteAsync(KeyText.Write(issued.Key.Id, issued.Token, issued.Key, result.GetValue(format)));
            return ExitCode.Ok;
        });
        return verb;
    }
}
