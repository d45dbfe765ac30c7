using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>
/// Writes a target's preferences as OpenRouter takes them on the wire (openrouter.ai/docs/features/provider-routing), so that nothing is
/// left to do at run time.
/// </summary>
internal static class OpenRouterRequest
{
    /// <summary>The members to add to the request's body, as a JSON object; null for none.</summary>
    public static string? Body(OpenRouterEntry? preferences)
    {
        if (preferences is null)
        {
            return null;
        }

        var provider = Object(
            ("order", Names(preferences.Order)),
            ("only", Names(preferences.Only)),
            ("ignore", Names(preferences.Ignore)),
            ("allow_fallbacks", Flag(preferences.AllowFallbacks)),
            ("require_parameters", Flag(preferences.RequireParameters)),
            ("data_collection", preferences.AllowsDataCollection is { } allows ? (allows ? "\"allow\"" : "\"deny\"") : null),
            ("zdr", Flag(preferences.ZeroDataRetention)),
            ("max_price", Object(("prompt", Number(preferences.MaxPromptPrice)), ("completion", Number(preferences.MaxCompletionPrice)))));
        return Object(("provider", provider));
    }

    /// <summary>Writes the attribution headers, where there are any.</summary>
    public static void WriteHeaders(SourceWriter writer, OpenRouterEntry? preferences)
    {
        if (preferences is { Referer: null, Title: null } or null)
        {
            return;
        }

        using var headers = writer.Braces($"RequestHeaders = new {RuntimeNames.Headers}", "},");
        writer.Set("[\"HTTP-Referer\"]", LiteralOrNull(preferences.Referer));
        writer.Set("[\"X-Title\"]", LiteralOrNull(preferences.Title));
    }

    private static string? Object(params (string Name, string? Value)[] members)
    {
        var stated = members.Where(member => member.Value is not null).Select(member => $"\"{member.Name}\":{member.Value}").ToArray();
        return stated.Length == 0 ? null : "{" + string.Join(",", stated) + "}";
    }

    // A literal of C# in plain ASCII is one of JSON.
    private static string? Names(EquatableArray<string>? names) =>
        names is { } stated ? "[" + string.Join(",", stated.Select(Literal)) + "]" : null;

    private static string? Flag(bool? flag) => flag is { } stated ? (stated ? "true" : "false") : null;

    private static string? Number(decimal? number) => number is { } stated ? Plain(stated) : null;
}
