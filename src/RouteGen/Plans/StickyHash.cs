namespace RouteGen.Plans;

/// <summary>
/// Where on a line of weights an identifier stands, the same on every machine and in every version: FNV-1a with 64 bits over the UTF-16
/// code units (low byte first) of <c>{table}/{route}</c>, the kind of the identifier and the identifier, each ended by a zero unit, mixed
/// by the finalizer of MurmurHash3 and scaled to the line by the upper half of the product.
/// </summary>
internal static class StickyHash
{
    /// <summary>A point from 0 up to, not including, <paramref name="length"/>.</summary>
    public static long Point(long length, string scope, string kind, string id) =>
        (long)Math.BigMul(Compute(scope, kind, id), (ulong)length, out _);

    public static ulong Compute(string scope, string kind, string id) => Mix(Add(Add(Add(14695981039346656037, scope), kind), id));

    private static ulong Add(ulong hash, string text)
    {
        foreach (var unit in text)
        {
            hash = Add(hash, unit);
        }

        return Add(hash, '\0');
    }

    private static ulong Add(ulong hash, char unit)
    {
        hash = (hash ^ (byte)unit) * 1099511628211;
        return (hash ^ (byte)(unit >> 8)) * 1099511628211;
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
