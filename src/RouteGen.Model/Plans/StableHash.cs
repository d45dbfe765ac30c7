using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RouteGen.Costs;
using RouteGen.Model.Fields;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Plans;

/// <summary>Hashes that are the same on every machine and for ever, since records keep them.</summary>
public static class StableHash
{
    /// <summary>A hash of all that the table says, of 16 hexadecimal digits.</summary>
    public static string Compute(RouteTable table) => Hex(CanonicalText.Write(table), 8);

    /// <summary>A name for a model's rates: equal rates give equal names, whenever and wherever they were read.</summary>
    public static string PriceId(string model, PriceSheet sheet) => $"{model}@{Hex(CanonicalText.Write(sheet), 4)}";

    private static string Hex(string text, int bytes)
    {
        using var sha = SHA256.Create();

        // An unpaired surrogate is not a character and has no bytes; the replacement is the same everywhere.
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text));
        return string.Concat(hash.Take(bytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
