using System.Globalization;
using System.Text;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Plans;

/// <summary>
/// A target's preferences as OpenRouter takes them on the wire (openrouter.ai/docs/features/provider-routing), so that nothing is
/// left to do for each request.
/// </summary>
public static class OpenRouterBody
{
    /// <summary>The members to add to the request's body, as a JSON object in plain ASCII; null for none.</summary>
    public static string? Write(OpenRouterEntry? preferences)
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

    private static string? Object(params (string Name, string? Value)[] members)
    {
        var stated = members.Where(member => member.Value is not null).Select(member => $"\"{member.Name}\":{member.Value}").ToArray();
        return stated.Length == 0 ? null : "{" + string.Join(",", stated) + "}";
    }

    private static string? Names(EquatableArray<string>? names) =>
        names is { } stated ? "[" + string.Join(",", stated.Select(Quote)) + "]" : null;

    private static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                text.Append(c);
            }
            else
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return text.Append('"').ToString();
    }

    private static string? Flag(bool? flag) => flag is { } stated ? (stated ? "true" : "false") : null;

    private static string? Number(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture);
}
