using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>One key of a provider. It is never written anywhere.</summary>
/// <param name="Place">Its place among several, from 1; null where there is one.</param>
/// <param name="Variable">What holds it, or can: a variable, or a place in a file; null where the table names none.</param>
/// <param name="Text">The key; null where there is none.</param>
internal sealed record SmokeKey(int? Place, string? Variable, string? Text)
{
    /// <summary>
    /// Finds the keys of a provider: those of the settings, else that of its connection string, else those of the variables that the table
    /// names.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="own">What is set of it.</param>
    /// <param name="path">Where it is set.</param>
    /// <param name="passed">Where the connection string stands; null where the table names none.</param>
    /// <param name="connection">The connection string.</param>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<SmokeKey> Find(
        ToolHost host, ProviderDefinition provider, ProviderSettings? own, string path, string? passed, ConnectionText connection,
        SmokeSettings settings)
    {
        if (own is { ApiKeys.Count: > 0 })
        {
            return [.. own.ApiKeys.Select((key, i) => new SmokeKey(
                own.ApiKeys.Count > 1 ? i + 1 : null, settings.PlaceOf($"{path}:ApiKeys", i), NotBlank(key)))];
        }

        if (NotBlank(own?.ApiKey) is { } single)
        {
            return [new(null, settings.PlaceOf(path + ":ApiKey"), single)];
        }

        if (connection.Key is { } key)
        {
            return [new(null, passed, key)];
        }

        return provider.ApiKeyVariables.Count > 1
            ? [.. provider.ApiKeyVariables.Select((variable, i) => new SmokeKey(i + 1, variable, NotBlank(host.Variable(variable))))]
            : [new(null, provider.ApiKeyVariable ?? passed,
                provider.ApiKeyVariable is { } variable ? NotBlank(host.Variable(variable)) : null)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"the key in {Variable ?? "the settings"}";

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
