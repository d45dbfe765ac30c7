using System.Globalization;
using System.Text;
using System.Text.Json;
using RouteGen.Keys;
using RouteGen.Sqlite;
using RouteGen.Tool.Arguments;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary>Manages keys in a SQLite file. A token is printed once, when it is made.</summary>
internal static class KeyCommand
{
    public static async Task<int> RunAsync(KeyOptions options, TextReader input, TextWriter output, TextWriter errors)
    {
        if (options.Verb == KeyVerb.Hash)
        {
            return await HashAsync(options, input, output);
        }

        if (options.Store is not { } path)
        {
            var id = options.Id ?? GatewayKeyText.CreateId();
            await WriteAsync(options, output, id, GatewayKeyText.CreateToken(id), null);
            return 0;
        }

        // Only a new key makes a file: elsewhere its name was mistyped.
        if (options.Verb != KeyVerb.Issue && !File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'.");
        }

        using var store = new SqliteGatewayKeyStore(path);
        try
        {
            return await RunAsync(options, store, output, errors);
        }
        catch (InvalidOperationException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(KeyOptions options, SqliteGatewayKeyStore store, TextWriter output, TextWriter errors)
    {
        var manager = new GatewayKeyManager(store);
        var id = options.Id ?? "";
        switch (options.Verb)
        {
            case KeyVerb.List:
                await ListAsync(options, await store.ListAsync(), output);
                return 0;
            case KeyVerb.Issue:
                var issued = await manager.IssueAsync(_ => options.Draft);
                await WriteAsync(options, output, issued.Key.Id, issued.Token, issued.Key);
                return 0;
            case KeyVerb.Rotate when await manager.RotateAsync(id, options.Grace) is { } rotated:
                await WriteAsync(options, output, id, rotated.Token, rotated.Key);
                return 0;
            case KeyVerb.Rotate:
                return await NotFoundAsync(id, errors);
        }

        var key = options.Verb switch
        {
            KeyVerb.Disable => await manager.DisableAsync(id),
            KeyVerb.Enable => await manager.EnableAsync(id),
            KeyVerb.Revoke => await manager.RevokeAsync(id),
            _ => await store.FindAsync(id),
        };
        if (key is null)
        {
            return await NotFoundAsync(id, errors);
        }

        await output.WriteLineAsync(Json(w => Write(w, key)));
        return 0;
    }

    private static async Task<int> HashAsync(KeyOptions options, TextReader input, TextWriter output)
    {
        var token = (await input.ReadToEndAsync()).Trim();
        if (token.Length == 0 || token.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new UsageException("The standard input has to be one token: printf %s \"$KEY\" | routegen keys hash");
        }

        var hash = GatewayKeyHash.Compute(token).ToConfigurationValue();
        await output.WriteLineAsync(options.IsJson ? Json(w =>
        {
            w.WriteStartObject();
            w.WriteString("hash", hash);
            w.WriteEndObject();
        }) : hash);
        return 0;
    }

    private static async Task<int> NotFoundAsync(string id, TextWriter errors)
    {
        await errors.WriteLineAsync($"There is no key '{(id.Length > 24 ? id[..8] + "…" : id)}'.");
        return 1;
    }

    private static async Task WriteAsync(KeyOptions options, TextWriter output, string id, string token, GatewayKey? key)
    {
        var hash = GatewayKeyHash.Compute(token).ToConfigurationValue();
        if (options.IsJson)
        {
            await output.WriteLineAsync(Json(w =>
            {
                w.WriteStartObject();
                w.WriteString("id", id);
                w.WriteString("token", token);
                w.WriteString("hash", hash);
                if (key is not null)
                {
                    w.WritePropertyName("key");
                    Write(w, key);
                }

                w.WriteEndObject();
            }));
            return;
        }

        await output.WriteLineAsync($"id     {id}");
        await output.WriteLineAsync($"token  {token}");
        await output.WriteLineAsync(key is null
            ? $"hash   {hash}\nNothing was stored. Put the hash into RouteGen:Gateway:Keys:{id}:Hash. The token is not shown again."
            : key.PreviousHashUntil is { } until
                ? $"The token is not shown again. The one before works until {Text(until)}."
                : "The token is not shown again.");
    }

    private static async Task ListAsync(KeyOptions options, IReadOnlyList<GatewayKey> keys, TextWriter output)
    {
        if (options.IsJson)
        {
            await output.WriteLineAsync(Json(w =>
            {
                w.WriteStartArray();
                foreach (var key in keys)
                {
                    Write(w, key);
                }

                w.WriteEndArray();
            }));
            return;
        }

        List<string[]> rows =
        [
            ["id", "name", "state", "tenant", "groups", "expires"],
            .. keys.Select(k => (string[])
            [
                k.Id, k.Name ?? "-", k.State.ToString().ToLowerInvariant(), k.Tenant ?? "-",
                k.Groups.Count == 0 ? "-" : string.Join(',', k.Groups), k.ExpiresAt is { } at ? Text(at) : "-",
            ]),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length))];
        foreach (var row in rows)
        {
            await output.WriteLineAsync(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static void Write(Utf8JsonWriter writer, GatewayKey key)
    {
        writer.WriteStartObject();
        GatewayKeyJson.WriteMembers(writer, key);
        writer.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
