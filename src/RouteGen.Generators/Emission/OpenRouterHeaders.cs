using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>Writes the headers by which OpenRouter attributes an application's requests.</summary>
internal static class OpenRouterHeaders
{
    /// <summary>Writes the attribution headers, where there are any.</summary>
    public static void Write(SourceWriter writer, OpenRouterEntry? preferences)
    {
        if (preferences is { Referer: null, Title: null } or null)
        {
            return;
        }

        using var headers = writer.Braces($"RequestHeaders = new {RuntimeNames.Headers}", "},");
        writer.Set("[\"HTTP-Referer\"]", LiteralOrNull(preferences.Referer));
        writer.Set("[\"X-Title\"]", LiteralOrNull(preferences.Title));
    }
}
