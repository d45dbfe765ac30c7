using System.Text.Json;
using RouteGen.Hosting;
using RouteGen.Keys;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Changes that an administrator asks for, as a merge patch (RFC 7396): what is absent stays, null takes away.
/// </summary>
internal static class AdminKeyPatch
{
    private const int LongestName = 40;

    private static readonly string[] Members =
    [
        "name", "tenant", "groups", "routes", "tags", "mayNameUsers", "users", "requestsPerMinute", "tokensPerMinute", "maxConcurrency",
        "administrator", "expiresAt",
    ];

    /// <summary>The key after the changes; what could not be read is as it was, and among the problems.</summary>
    public static GatewayKey Apply(GatewayKey key, JsonElement patch, List<GatewayKeyProblem> problems)
    {
        var hasNaming = false;
        foreach (var member in patch.EnumerateObject())
        {
            var read = new Reader(member.Name, member.Value, problems);
            hasNaming |= member.NameEquals("mayNameUsers");
            key = member.Name switch
            {
                "name" => key with { Name = read.Text(key.Name) },
                "tenant" => key with { Tenant = read.Text(key.Tenant) },
                "groups" => key with { Groups = read.Texts(key.Groups) ?? [] },
                "routes" => key with { Routes = read.Texts(key.Routes) },
                "tags" => key with { Tags = read.Map(key.Tags) },
                "mayNameUsers" => key with { MayNameUsers = read.Naming(key.MayNameUsers) },
                "users" => key with { Users = read.Texts(key.Users) ?? [] },
                "requestsPerMinute" => key with { RequestsPerMinute = (int?)read.Number(key.RequestsPerMinute, int.MaxValue) },
                "tokensPerMinute" => key with { TokensPerMinute = read.Number(key.TokensPerMinute, long.MaxValue) },
                "maxConcurrency" => key with { MaxConcurrency = (int?)read.Number(key.MaxConcurrency, int.MaxValue) },
                "administrator" => key with { IsAdministrator = read.Flag(key.IsAdministrator) },
                "expiresAt" => key with { ExpiresAt = read.Time(key.ExpiresAt) },
                _ => read.Refuse(key),
            };
        }

        // A list of users says that they may be named.
        return hasNaming || !patch.TryGetProperty("users", out _)
            ? key
            : key with { MayNameUsers = key.Users.Count > 0 ? UserNaming.Listed : UserNaming.None };
    }

    public static GatewayKeyProblem Unknown(string name, IEnumerable<string> known)
    {
        var shown = string.Concat(name.Take(LongestName).Select(static c => char.IsControl(c) ? '?' : c));
        return new(shown, "is not a member that can be set; " + KnownNames.Remedy(shown, known));
    }

    private readonly struct Reader(string name, JsonElement value, List<GatewayKeyProblem> problems)
    {
        public GatewayKey Refuse(GatewayKey key)
        {
            problems.Add(Unknown(name, Members));
            return key;
        }

        public string? Text(string? otherwise) => value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => Problem("must be a text or null", otherwise),
        };

        public IReadOnlyList<string>? Texts(IReadOnlyList<string>? otherwise)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(static e => e.ValueKind != JsonValueKind.String))
            {
                return Problem("must be a list of texts or null", otherwise);
            }

            return [.. value.EnumerateArray().Select(static e => e.GetString()!)];
        }

        public IReadOnlyDictionary<string, string> Map(IReadOnlyDictionary<string, string> otherwise)
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            if (value.ValueKind == JsonValueKind.Null)
            {
                return texts;
            }

            if (value.ValueKind != JsonValueKind.Object)
            {
                return Problem("must be an object of texts or null", otherwise)!;
            }

            foreach (var entry in value.EnumerateObject())
            {
                if (entry.Value.ValueKind != JsonValueKind.String)
                {
                    return Problem("must be an object of texts or null", otherwise)!;
                }

                texts[entry.Name] = entry.Value.GetString()!;
            }

            return texts;
        }

        public UserNaming Naming(UserNaming otherwise) => value.ValueKind switch
        {
            JsonValueKind.Null => UserNaming.None,
            JsonValueKind.String when value.ValueEquals("none") => UserNaming.None,
            JsonValueKind.String when value.ValueEquals("listed") => UserNaming.Listed,
            JsonValueKind.String when value.ValueEquals("any") => UserNaming.Any,
            _ => Problem("must be none, listed or any", otherwise),
        };

        public long? Number(long? otherwise, long most) =>
            value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 1 && number <= most ? number
            : Problem("must be a whole number of at least 1, or null for no limit", otherwise);

        public bool Flag(bool otherwise) => value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => Problem("must be true or false", otherwise),
        };

        public DateTimeOffset? Time(DateTimeOffset? otherwise) =>
            value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time
            : Problem("must be a time such as 2026-12-01T00:00:00Z, or null for none", otherwise);

        private T Problem<T>(string message, T otherwise)
        {
            problems.Add(new(name, message));
            return otherwise;
        }
    }
}
