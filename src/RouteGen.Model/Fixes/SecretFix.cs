using RouteGen.Model.Json;

namespace RouteGen.Model.Fixes;

/// <summary>Names a variable in the place of a key.</summary>
internal static class SecretFix
{
    private const string Named = "apiKeyEnv";

    /// <param name="text">The text.</param>
    /// <param name="place">The key, as the value of a property of a provider.</param>
    /// <param name="variable">The variable.</param>
    public static IReadOnlyList<TextEdit> Edits(string text, JsonPlace place, string variable) => place switch
    {
        { Property.Name: Named } => JsonEdits.Replace(place.Node, variable),

        // One of several keys: there is no telling which variables hold the others.
        { Property: null } => [],
        { Parent: JsonObject provider } when provider.Find(Named) is not null => JsonEdits.Remove(text, place),
        { Property: { } property } =>
            [.. JsonEdits.Replace(property.Key, Named), .. JsonEdits.Replace(place.Node, variable)],
    };
}
