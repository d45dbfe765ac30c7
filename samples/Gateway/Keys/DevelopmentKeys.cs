using System.Buffers.Text;
using System.Security.Cryptography;

namespace GatewaySample.Keys;

/// <summary>Keys to try an endpoint out with: each has a name that stays, and a secret that is new at each start.</summary>
/// <param name="Key">The one to begin with: all routes, as the platform team.</param>
/// <param name="Other">Of another tenant.</param>
/// <param name="Scoped">May use the route <c>desk</c> and no other.</param>
/// <param name="Disabled">Is refused with 403.</param>
/// <param name="Rate">Two requests a minute.</param>
/// <param name="Broke">Of a team whose budget is spent.</param>
/// <param name="Admin">May manage keys.</param>
internal sealed record DevelopmentKeys(
    string Key, string Other, string Scoped, string Disabled, string Rate, string Broke, string Admin)
{
    public static DevelopmentKeys Create(string? key) => new(
        key ?? Fresh("platform"), Fresh("other"), Fresh("scoped"), Fresh("disabled"), Fresh("rate"), Fresh("broke"), Fresh("admin"));

    // 256 random bits: prefix_publicid_secret, so that scanners find one that leaks.
    private static string Fresh(string id) => $"rg_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
}
