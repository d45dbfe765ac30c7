using System.Security.Cryptography;
using System.Text.Json;
using RouteGen.Spend;

namespace RouteGen.Tool.Spending.Closing;

/// <summary>
/// A line as the bytes that closings are made of, version 1: a JSON array of these members in this order. Later versions of lines may
/// have more members, which version 1 leaves out, so that a closing holds its month for as long as anybody keeps it.
/// </summary>
internal static class CanonicalLine
{
    /// <summary>The version.</summary>
    public const int Version = 1;

    private const int DigestBytes = 8;

    /// <summary>Writes the bytes of a line.</summary>
    public static byte[] Write(SpendLine line)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(line.CallId);
            json.WriteNumberValue(line.Attempt);
            Texts(json, SpendText.Format(line.StartedAt), line.Table, line.Route, SpendLineCsv.Camel(line.Outcome));
            Texts(json, line.Caller.User, line.Caller.Agent, line.Caller.Tenant, line.Caller.OperationId, line.Caller.Key);
            json.WriteStartArray();
            foreach (var (name, value) in (line.Caller.Tags ?? new Dictionary<string, string>()).OrderBy(t => t.Key,
                StringComparer.Ordinal))
            {
                Texts(json, name, value);
            }

            json.WriteEndArray();
            Texts(json, line.CostBucket, line.Target, line.Provider, line.Model, SpendLineCsv.Camel(line.Fault));
            Texts(json, Exact(line.CostUsd), Exact(line.CreditUsd), SpendLineCsv.Camel(line.CostSource));
            foreach (var (_, read) in SpendColumns.Usage)
            {
                Number(json, line.Usage is { } usage ? read(usage) : null);
            }

            Number(json, line.Usage?.Requests);
            Number(json, line.EstimatedUsage?.Input);
            Number(json, line.EstimatedUsage?.Output);
            Number(json, line.EstimatedUsage?.Requests);
            Texts(json, [.. SpendColumns.Origins.Select(column => column.Read(line))]);
            json.WriteStartArray();
            foreach (var other in line.OtherModels)
            {
                json.WriteStringValue(other.Model);
                foreach (var (_, read) in SpendColumns.Usage)
                {
                    json.WriteNumberValue(read(other.Usage));
                }
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    /// <summary>What tells one line from a changed one, in a few digits.</summary>
    public static string Digest(byte[] line) => Convert.ToHexStringLower(SHA256.HashData(line).AsSpan(0, DigestBytes));

    private static void Texts(Utf8JsonWriter json, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }
    }

    private static string? Exact(decimal? usd) => usd is { } amount ? SpendText.Format(amount) : null;

    private static void Number(Utf8JsonWriter json, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}

/// <summary>The hash of a month: SHA-256 of its canonical lines, sorted by when their calls began, each with a line end.</summary>
internal sealed class MonthHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the next line.</summary>
    public void Add(byte[] line)
    {
        _hash.AppendData(line);
        _hash.AppendData("\n"u8);
    }

    /// <summary>The hash of all that was added.</summary>
    public string End() => "sha256:" + Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
