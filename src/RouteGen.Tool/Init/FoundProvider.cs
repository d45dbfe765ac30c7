using RouteGen.Model.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Init;

/// <summary>A provider that a new table has.</summary>
/// <param name="Kind">Its kind, which is its name too.</param>
/// <param name="Usual">Its models.</param>
/// <param name="KeyVariable">The variable with its key; null where it takes none.</param>
/// <param name="AddressVariable">The variable with its address; null where the kind's own counts.</param>
internal sealed record FoundProvider(KnownKind Kind, UsualModels Usual, string? KeyVariable, string? AddressVariable)
{
    /// <summary>
    /// The providers whose keys or addresses the environment has. Whether there is one is asked, and nothing of it is kept.
    /// </summary>
    public static IReadOnlyList<FoundProvider> In(ToolHost host) =>
        [.. UsualModels.All.Select(usual => Find(host, usual)).OfType<FoundProvider>()];

    /// <summary>A provider that was asked for by its kind, with what the environment has for it.</summary>
    /// <exception cref="UsageException">There is no such kind.</exception>
    public static FoundProvider Named(ToolHost host, string name)
    {
        var usual = UsualModels.All.FirstOrDefault(u => u.Kind == name)
            ?? throw new UsageException(
                $"There is no provider '{name}' to begin with; there are {string.Join(", ", UsualModels.All.Select(static u => u.Kind))}.");
        return Find(host, usual) ?? Without(usual);
    }

    /// <summary>The same as if no variable were set.</summary>
    public static FoundProvider Without(UsualModels usual)
    {
        var kind = KnownKinds.Find(usual.Kind)!;
        return new(kind, usual, kind.NeedsKey ? kind.KeyVariable : null, kind.Address is null ? usual.Addresses[0] : null);
    }

    private static FoundProvider? Find(ToolHost host, UsualModels usual)
    {
        bool IsSet(string? variable) => variable is not null && !string.IsNullOrWhiteSpace(host.Variable(variable));
        var plain = Without(usual);
        var key = new[] { plain.Kind.KeyVariable }.Concat(usual.OtherKeys).FirstOrDefault(IsSet);
        var address = usual.Addresses.FirstOrDefault(IsSet);
        var isFound = key is not null || (!plain.Kind.NeedsKey && address is not null);

        // OLLAMA_HOST may be a host alone, as its server reads it: then the kind's own address is as good.
        var isUrl = address is not null && Uri.TryCreate(host.Variable(address), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https";
        return isFound
            ? plain with { KeyVariable = key ?? plain.KeyVariable, AddressVariable = isUrl ? address : plain.AddressVariable }
            : null;
    }
}
