using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using static RouteGen.Generators.Emission.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>Writes a target's preferences as OpenRouter takes them on the wire (openrouter.ai/docs/features/provider-routing), so that nothing is left to do at run time.</summary>
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

    /// <summary>The attribution headers, as C#.</summary>
    public static string Headers(OpenRouterEntry? preferences)
    {
        var headers = new List<string>();
        if (preferences?.Referer is { } referer)
        {
            headers.Add($"[\"HTTP-Referer\"] = {Literal(referer)}");
        }

        if (preferences?.Title is { } title)
        {
            headers.Add($"[\"X-Title\"] = {Literal(title)}");
        }

        return headers.Count == 0
            ? "null"
            : $"new global::System.Collections.Generic.Dictionary<string, string> {{ {string.Join(", ", headers)} }}";
    }

    private static string? Object(params (string Name, string? Value)[] members)
    {
        var stated = members.Where(member => member.Value is not null).Select(member => $"\"{member.Name}\":{member.Value}").ToArray();
        return stated.Length == 0 ? null : "{" + string.Join(",", stated) + "}";
    }

    // A literal of C# in plain ASCII is one of JSON.
    private static string? Names(EquatableArray<string>? names) => names is { } stated ? "[" + string.Join(",", stated.Select(Literal)) + "]" : null;

    private static string? Flag(bool? flag) => flag is { } stated ? (stated ? "true" : "false") : null;

    private static string? Number(decimal? number) => number is { } stated ? Plain(stated) : null;
}
