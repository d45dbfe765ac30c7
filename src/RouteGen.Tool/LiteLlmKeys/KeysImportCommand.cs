using System.CommandLine;
using RouteGen.Keys;
using RouteGen.Sqlite;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlmKeys;

/// <summary>The verb <c>keys import litellm</c>.</summary>
internal static class KeysImportCommand
{
    private static readonly Argument<string> Export = new("export")
    {
        Description = "The keys: GET /key/list?return_full_object=true, or LiteLLM_VerificationToken as CSV with a header.",
        HelpName = "keys.json|keys.csv",
    };

    private static readonly Option<string?> Store = new("--store")
    {
        Description = "The SQLite file of keys; it is made where there is none. Nothing is stored without it.",
        HelpName = "keys.db",
    };

    private static readonly Option<string?> Teams = new("--teams")
    {
        Description = "The teams: GET /team/list, or LiteLLM_TeamTable as CSV with a header. Their names become tenants, and their "
            + "models narrow keys.",
        HelpName = "teams.json|teams.csv",
    };

    private static readonly Option<bool> Replace = new("--replace") { Description = "Replaces keys that are in the store already." };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Where every key goes, with what is not taken over; JSON where the name ends in .json.",
        HelpName = "FILE",
    };

    public static Command Create(ToolHost host)
    {
        var table = TableArgument.CreateOption();
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var verb = new Verb("litellm", "Takes over the virtual keys of a LiteLLM proxy, so that clients keep theirs.")
        {
            Export, Store, table, Teams, Replace, Report, format,
        }
            .Example("routegen keys import litellm keys.json --store keys.db",
                "hashes, names, teams, limits, models, expiry; no key is in the export")
            .Example("routegen keys import litellm keys.csv --teams teams.csv", "what would become of each key, and nothing is stored");
        verb.SetAction((result, cancellation) => RunAsync(host, result, table, result.GetRequiredValue(format), cancellation));
        return new Verb("import", "Takes over keys of other gateways.") { verb };
    }

    private static async Task<int> RunAsync(
        ToolHost host, ParseResult result, Option<string> table, OutputFormat format, CancellationToken cancellation)
    {
        var rows = ExportFile.Read(result.GetRequiredValue(Export), Text(host, result.GetRequiredValue(Export)), "keys", "info", "data");
        var teams = new Dictionary<string, ExportRow>(StringComparer.Ordinal);
        foreach (var team in result.GetValue(Teams) is { } file ? ExportFile.Read(file, Text(host, file), "teams", "team_info", "data")
            : [])
        {
            if (team.Text("team_id") is { } id)
            {
                teams[id] = team;
            }
        }

        var needsTable = rows.Concat(teams.Values).Any(static r =>
            r.Texts("models").Concat(r.Texts("team_models")).Any(static m => !m.StartsWith("all-", StringComparison.Ordinal)));
        var path = result.GetRequiredValue(table);
        var isThere = File.Exists(host.FullPath(path)) || Directory.Exists(host.FullPath(path));
        if (needsTable && !isThere)
        {
            throw new UsageException($"Keys list models, which are routes here, and there is no file '{path}': name the table, --table "
                + $"routes.json");
        }

        var routes = needsTable ? new RouteNameIndex([.. TableArgument.LoadUsable(host, path).Checked.Reading.Table.Routes]) : null;
        var converter = new KeyConverter(routes, teams);
        var keys = new List<ImportedKey>();
        foreach (var row in rows)
        {
            keys.Add(new(converter.Convert(row), StoredAs.Nowhere));
        }

        if (result.GetValue(Store) is { } store)
        {
            using var kept = new SqliteGatewayKeyStore(host.FullPath(store));
            for (var i = 0; i < keys.Count; i++)
            {
                if (keys[i].Converted.Key is { } key)
                {
                    keys[i] = keys[i] with { Stored = await StoreAsync(kept, key, host.Time, result.GetValue(Replace), cancellation) };
                }
            }
        }

        var writer = new KeysReport(keys, result.GetValue(Store));
        if (result.GetValue(Report) is { } report)
        {
            await File.WriteAllTextAsync(host.FullPath(report),
                report.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? writer.Json() + "\n" : writer.Lines(), cancellation);
        }

        host.Out.Write(format == OutputFormat.Json ? writer.Json() + "\n" : writer.Summary());
        return keys.TrueForAll(static k => k.Converted.Key is not null && k.Stored != StoredAs.Refused) ? ExitCode.Ok : ExitCode.Findings;
    }

    private static async Task<StoredAs> StoreAsync(
        IGatewayKeyStore store, GatewayKey key, TimeProvider time, bool replace, CancellationToken cancellation)
    {
        key = key with { CreatedAt = key.CreatedAt ?? time.GetUtcNow() };
        if (await store.AddAsync(key, cancellation))
        {
            return StoredAs.Added;
        }

        if (await store.FindByHashAsync(key.Hash, cancellation) is not { } present)
        {
            return StoredAs.Refused;
        }

        if (!replace)
        {
            return StoredAs.There;
        }

        // What was revoked here stays revoked, whatever an older export says.
        var state = present.State == GatewayKeyState.Revoked ? present.State : key.State;
        return await store.ReplaceAsync(key with { Id = present.Id, Revision = present.Revision, State = state }, cancellation)
            ? StoredAs.Replaced : StoredAs.Refused;
    }

    private static string Text(ToolHost host, string file) => File.Exists(host.FullPath(file))
        ? File.ReadAllText(host.FullPath(file))
        : throw new UsageException($"There is no file '{file}'. Name the keys that LiteLLM exported.");
}
