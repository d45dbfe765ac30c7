using RouteGen.Records;

namespace RouteGen.Gateway.Records;

/// <summary>Whose records a request may see.</summary>
/// <param name="KeyId">By what the request is accounted; null for nobody.</param>
/// <param name="Tenant">The customer; null for none.</param>
/// <param name="SeesAll">Whether it is an administrator's.</param>
internal readonly record struct RecordReader(string? KeyId, string? Tenant, bool SeesAll)
{
    /// <summary>
    /// A key sees its own calls and those of its tenant. Who has neither, in development, sees the calls of those who have neither.
    /// </summary>
    public bool Sees(StoredRecord record) => SeesAll
        || (KeyId is { } key && string.Equals(record.Key, key, StringComparison.Ordinal))
        || (Tenant is { } tenant && string.Equals(record.Tenant, tenant, StringComparison.Ordinal))
        || (KeyId is null && Tenant is null && record.Key is null && record.Tenant is null);
}
