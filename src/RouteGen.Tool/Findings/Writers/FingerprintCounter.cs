using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>
/// Tells a finding from others across versions of a file: by what it is and by the line that it is about, not by the line's number, and not
/// by its message, whose figures change with other lines.
/// </summary>
internal sealed class FingerprintCounter
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    public string Next(Finding finding, string uri, string? line)
    {
        var about = finding.Subject ?? (finding.Place is null ? finding.Message : "");
        var identity = string.Join('\0', finding.Id, uri, about, line?.Trim() ?? "");
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));

        // Of those that are alike the order in the file decides.
        var count = _seen[print] = _seen.GetValueOrDefault(print) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{print}:{count}");
    }
}
