using System.Security.Cryptography;
using System.Text;
using RouteGen.Tables;

namespace RouteGen.Tool.Serve.Files;

/// <summary>A table and all that it uses, as it was read from the disk at one time.</summary>
/// <param name="Table">The text of the table; null where it cannot be read.</param>
/// <param name="Unreadable">Why it cannot be read; null where it can.</param>
/// <param name="Models">The texts of the files that it uses, by their paths; null for one that cannot be read.</param>
/// <param name="Catalog">The text that is taken for the packed catalog; null for that itself.</param>
internal sealed record TableText(string? Table, string? Unreadable, IReadOnlyDictionary<string, string?> Models, string? Catalog)
{
    /// <summary>What they all come to: equal where nothing has changed.</summary>
    public string Fingerprint { get; } = Compute(Table, Models, Catalog);

    /// <summary>What it says; null where it cannot be read.</summary>
    public RouteTableFile? File { get; init; }

    /// <summary>Whether it can be served: no rule that would fail a build finds anything.</summary>
    public bool IsGood => File is { } file && file.IsUsable
        && !file.Problems.Any(static p => p.Severity == RouteTableProblemSeverity.Error);

    private static string Compute(string? table, IReadOnlyDictionary<string, string?> models, string? catalog)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(table);
        Add(catalog);
        foreach (var (path, text) in models.OrderBy(static m => m.Key, StringComparer.Ordinal))
        {
            Add(path);
            Add(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // With its length, so that no two lists of texts come to the same bytes.
        void Add(string? text)
        {
            hash.AppendData(BitConverter.GetBytes(text?.Length ?? -1));
            hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
        }
    }
}
