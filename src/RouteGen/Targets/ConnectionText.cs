using System.Data.Common;

namespace RouteGen.Targets;

/// <summary>
/// What a connection string of the application says of a provider, as Aspire passes it to a service: <c>Endpoint=…;Key=…</c>, of which
/// either can be left out, or an address alone. What else it says (<c>Model</c>, <c>IsAzure</c>) is the table's to say.
/// </summary>
/// <param name="Setting">Where it stands; null where the table names none.</param>
internal sealed record ConnectionText(string? Setting)
{
    private const string Section = "ConnectionStrings:";

    /// <summary>The base address; null where it has none.</summary>
    public string? Endpoint { get; private init; }

    /// <summary>The key; null where it has none. It is never written anywhere.</summary>
    public string? Key { get; private init; }

    /// <summary>The name of the one deployment that it leads to; null where it has none.</summary>
    public string? Deployment { get; private init; }

    /// <summary>What cannot be right about it; null where nothing is wrong.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether the table names it and the application has none.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>Reads the connection string of a name.</summary>
    /// <param name="name">The name in the table; null where it has none.</param>
    /// <param name="find">Finds the text of a connection string.</param>
    public static ConnectionText Read(string? name, Func<string, string?> find)
    {
        if (name is null)
        {
            return new((string?)null);
        }

        var found = new ConnectionText(Section + name);
        if (find(name) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return found with { IsMissing = true };
        }

        text = text.Trim();
        if (!text.Contains(';', StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out _))
        {
            return found with { Endpoint = text };
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            found = found with
            {
                Endpoint = Part(parts, "Endpoint"),
                Key = Part(parts, "Key"),
                Deployment = Part(parts, "Deployment"),
            };
        }
        catch (ArgumentException)
        {
            // Told below, without the text: it can hold a key.
        }

        return found.Endpoint is null && found.Key is null
            ? found with
            {
                Problem = $"a connection string that has neither Endpoint nor Key: write Endpoint=https://…;Key=…, or the " +
                $"address alone, at {found.Setting}"
            }
            : found;
    }

    /// <inheritdoc/>
    public override string ToString() => Setting ?? "none";

    private static string? Part(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out var value) && value.ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
