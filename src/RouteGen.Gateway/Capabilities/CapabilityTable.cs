using System.Text.Json;
using RouteGen.Definitions;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Capabilities;

/// <summary>
/// What becomes of each member of a request, by the dialect of the caller and the kind of the target: mapped, dropped or refused.
/// <c>dialects.json</c> has it, which a test reads off the requests that are sent to each kind.
/// </summary>
internal static class CapabilityTable
{
    private static readonly Lazy<JsonDocument> Table = new(Read);

    /// <summary>The dialects of callers.</summary>
    public static IReadOnlyList<string> Dialects { get; } = ["chat-completions", "responses", "messages"];

    /// <summary>
    /// The name of a kind in the table: <c>openai</c>, or <c>openai/responses</c> where a target is asked in that dialect.
    /// </summary>
    public static string KindOf(TargetDefinition target) =>
        (target.Api ?? target.Provider.Api) == ProviderApi.Responses ? $"{target.Provider.Kind}/responses" : target.Provider.Kind;

    /// <summary>
    /// Writes what becomes of members at routes: an object of objects, by the dialect of the caller and the kind of the target.
    /// </summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<(CatalogRoute Route, IReadOnlyList<string> Names)> routes)
    {
        json.WriteStartObject();
        foreach (var (route, names) in routes)
        {
            if (route.IsEmbedding)
            {
                continue;
            }

            json.WriteStartObject(names[0]);
            foreach (var dialect in Dialects)
            {
                json.WriteStartObject(dialect);
                var kinds = new HashSet<string>(StringComparer.Ordinal);
                foreach (var entry in route.Definition.Chain)
                {
                    if (KindOf(entry.Target) is var kind && kinds.Add(kind))
                    {
                        Write(json, dialect, kind);
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Nothing for a kind that the table does not know.
    private static void Write(Utf8JsonWriter json, string dialect, string kind)
    {
        if (Table.Value.RootElement.TryGetProperty(dialect, out var kinds) && kinds.TryGetProperty(kind, out var members))
        {
            json.WritePropertyName(kind);
            members.WriteTo(json);
        }
    }

    private static JsonDocument Read()
    {
        using var stream = typeof(CapabilityTable).Assembly.GetManifestResourceStream("RouteGen.Gateway.dialects.json")
            ?? throw new InvalidOperationException("The assembly lacks its table of dialects.");
        return JsonDocument.Parse(stream);
    }
}
