using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Definitions;
using RouteGen.Tool.Serve.Hosting;

namespace RouteGen.Tool.Serve;

/// <summary>
/// What is printed when requests are served: for people where, with which key, and what to type; for programs one line of JSON.
/// </summary>
internal static class ServeWelcome
{
    public static string Write(ServeServer server, ServeOptions options)
    {
        var active = server.Versions.Now.Active;
        var table = active.File.Definition;

        // One that somebody stated is theirs, and is not said again.
        var key = server.Keys is { AreFresh: true, Key: { } fresh } ? fresh : "$KEY";
        var text = new StringBuilder();
        text.AppendLine($"RouteGen serves {table.Name} of {active.File.Path}{(options.IsSimulated ? ", every provider simulated" : "")}");
        text.AppendLine();
        Line("base URL", $"{server.Url}/v1");
        Line("key", (server.Keys, options.Keys) switch
        {
            ({ AreFresh: true } keys, _) => $"{keys.Key}  (until this process ends)",
            ({ Key: not null }, _) => "the one of --key",
            (_, { } store) => $"those in {store}  (make one: routegen keys new --help)",
            _ => "those of the configuration",
        });
        if (server.Keys.AdminKey is { } admin)
        {
            Line("admin key", $"{admin}  (likewise)");
        }

        Line("models", string.Join(", ", table.Routes.Select(static r => r.Name)));
        foreach (var (provider, state) in Providers(server, options))
        {
            Line("provider", $"{provider}: {state}");
        }

        text.AppendLine();
        var chat = table.Routes.FirstOrDefault(static r => r.Type == RouteType.Chat);
        if (chat is not null)
        {
            text.AppendLine($$"""
                  curl {{server.Url}}/v1/chat/completions -H "Authorization: Bearer {{key}}" -H "Content-Type: application/json" \
                    -d '{"model":"{{chat.Name}}","messages":[{"role":"user","content":"Hello"}]}'
                """);
            text.AppendLine();
        }

        text.Append(options.Reloads ? $"A change of {active.File.Path} is in force a second later. " : "");
        text.AppendLine("Ctrl+C stops, when replies under way have ended.");
        return text.ToString();

        void Line(string name, string value) => text.AppendLine($"  {name,-10} {value}");
    }

    public static string WriteJson(ServeServer server, ServeOptions options)
    {
        var now = server.Versions.Now;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("url"u8, server.Url);
            json.WriteString("baseUrl"u8, $"{server.Url}/v1");
            json.WriteString("key"u8, server.Keys.AreFresh ? server.Keys.Key : null);
            json.WriteString("adminKey"u8, server.Keys.AdminKey);
            json.WriteString("table"u8, now.Active.File.Name);
            json.WriteString("path"u8, now.Active.File.Path);
            json.WriteNumber("version"u8, now.Number);
            json.WriteString("hash"u8, now.Active.Hash);
            json.WriteBoolean("simulated"u8, options.IsSimulated);
            WriteNames(json, "models"u8, now.Active.File.Definition.Routes.Select(static r => r.Name));
            WriteNames(json, "targets"u8, now.Active.File.Definition.Targets.Select(static t => t.Name));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static IEnumerable<(string Provider, string State)> Providers(ServeServer server, ServeOptions options)
    {
        if (options.IsSimulated)
        {
            yield break;
        }

        foreach (var access in server.Versions.Running.Providers)
        {
            yield return (access.Provider.Name, access.Provider.Adapter is null
                ? "of kind custom, which only an application of your own can serve: its targets are skipped"
                : access.Problem is { } problem ? $"skipped: {problem}" : "calls are real, and billed");
        }
    }

    private static void WriteNames(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
