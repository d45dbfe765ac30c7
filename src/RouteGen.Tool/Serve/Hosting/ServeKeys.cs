using Microsoft.Extensions.Configuration;
using RouteGen.Keys;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Serve.Hosting;

/// <summary>The keys that an endpoint has beside those of its configuration and its store.</summary>
/// <param name="Key">One for every route; null for none.</param>
/// <param name="AdminKey">An administrator's; null for none.</param>
/// <param name="AreFresh">Whether they were made for this start, and end with it.</param>
internal sealed record ServeKeys(string? Key, string? AdminKey, bool AreFresh)
{
    private const string Section = "RouteGen:Gateway:Keys";

    /// <summary>
    /// Decides on keys: those that are configured, or else fresh ones where nobody but this machine can ask. Never none at all beyond it.
    /// </summary>
    /// <exception cref="UsageException">It would be open to others than this machine without a key.</exception>
    public static ServeKeys Choose(ServeOptions options, IConfiguration configuration)
    {
        if (options.Key is { } own && (own.Length is < 16 or > 200 || !own.All(static c => c is > ' ' and < '\x7f')))
        {
            throw new UsageException("--key takes a key of 16 to 200 visible ASCII characters.");
        }

        if (options.Key is not null || options.Keys is not null || configuration.GetSection(Section).GetChildren().Any())
        {
            return new(options.Key, null, AreFresh: false);
        }

        return ServeAddress.AreLoopback(options.Urls)
            ? new(GatewayKeyText.CreateToken("development"), GatewayKeyText.CreateToken("administrator"), AreFresh: true)
            : throw new UsageException($"{options.Urls} can be reached from other machines, and there is no key. Make one (routegen " +
                "keys new --store keys.db …) and name the store: --keys keys.db. Or state one: --key.");
    }

    /// <summary>The settings that make them keys.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ToConfiguration()
    {
        if (Key is not null)
        {
            var id = AreFresh ? "development" : "serve";
            yield return new($"{Section}:{id}:Hash", GatewayKeyHash.Compute(Key).ToConfigurationValue());
            yield return new($"{Section}:{id}:Groups:0", GatewayKey.EveryGroup);
            yield return new($"{Section}:{id}:MayNameUsers", "any");
        }

        if (AdminKey is not null)
        {
            yield return new($"{Section}:administrator:Hash", GatewayKeyHash.Compute(AdminKey).ToConfigurationValue());
            yield return new($"{Section}:administrator:Administrator", "true");
        }
    }
}
