using System.Globalization;
using Microsoft.Extensions.Configuration;
using RouteGen.Hosting;
using RouteGen.Keys;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// The keys in configuration, read once: <c>RouteGen:Gateway:Keys</c> and <c>RouteGen:Gateway:Admin</c>. What is wrong with an entry is
/// said with its place and a remedy, and never with a value: someone may have put the key itself there.
/// </summary>
internal sealed class KeyEntries
{
    public const string Section = "RouteGen:Gateway:Keys";
    public const string AdminSection = "RouteGen:Gateway:Admin";
    public const string AdminId = "admin";

    private const string HashRemedy =
        "must be 'sha256:' and the 64 hexadecimal digits, or the base64, of the SHA-256 of the whole key: 'routegen keys hash' computes " +
        "it. The key itself does not belong into configuration";

    public static KeyEntries Empty { get; } = new();

    public List<GatewayKey> Keys { get; } = [];

    public List<string> Problems { get; } = [];

    /// <summary>The ids of entries that have problems, where they can be known.</summary>
    public HashSet<string> Broken { get; } = new(StringComparer.Ordinal);

    public static KeyEntries Read(IConfiguration? configuration)
    {
        var entries = new KeyEntries();
        if (configuration is not null)
        {
            entries.ReadAdmin(configuration.GetSection(AdminSection));
            foreach (var entry in configuration.GetSection(Section).GetChildren())
            {
                entries.ReadKey(entry);
            }
        }

        return entries;
    }

    private void ReadAdmin(IConfigurationSection section)
    {
        var before = Problems.Count;
        var settings = new SettingsSection(section, Problems);
        settings.Allow("Hash", "Id");
        if (!section.Exists() || Problems.Count > before)
        {
            return;
        }

        if (Hash(section) is { } hash)
        {
            // An administrator's key manages keys; it calls no route.
            Add(section.Path, new GatewayKey { Id = section["Id"] ?? AdminId, Hash = hash, Routes = [], IsAdministrator = true });
        }
        else
        {
            Broken.Add(section["Id"] ?? AdminId);
        }
    }

    private void ReadKey(IConfigurationSection section)
    {
        var isListed = int.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var id = section["Id"] ?? (isListed ? "" : section.Key);
        if (!GatewayKeyRules.IsId(id))
        {
            // The name may be the key itself, so the place is told by number where it is one, and not at all else.
            Problems.Add(
                $"{Section}{(isListed ? $":{section.Key}:Id" : "")}: the id of an entry must be 1 to 64 letters, digits, '-' and '.', as " +
                "its name or as 'Id', and one is not. It is public: it stands in logs and records, so it must not be the key itself");
            return;
        }

        var before = Problems.Count;
        var settings = new SettingsSection(section, Problems);
        settings.Allow(
            "Id", "Hash", "Name", "Tenant", "Groups", "Routes", "Tags", "MayNameUsers", "Users", "RequestsPerMinute", "TokensPerMinute",
            "MaxConcurrency", "State", "ExpiresAt", "PreviousHash", "PreviousHashUntil", "Administrator");
        var users = Names(settings, section, "Users") ?? [];
        var hash = Hash(section);
        var previous = Previous(section);
        var key = new GatewayKey
        {
            Id = id,
            Hash = hash ?? default,
            Name = settings.Text("Name"),
            Tenant = settings.Text("Tenant"),
            Groups = Names(settings, section, "Groups") ?? [],
            Routes = Names(settings, section, "Routes"),
            Tags = section.GetSection("Tags").GetChildren().ToDictionary(t => t.Key, t => t.Value ?? "", StringComparer.Ordinal),
            MayNameUsers = Word<UserNaming>(section, "MayNameUsers", "none, listed or any")
                ?? (users.Count > 0 ? UserNaming.Listed : UserNaming.None),
            Users = users,
            RequestsPerMinute = settings.Count("RequestsPerMinute", least: 1),
            TokensPerMinute = Long(section, "TokensPerMinute"),
            MaxConcurrency = settings.Count("MaxConcurrency", least: 1),
            State = Word<GatewayKeyState>(section, "State", "active, disabled or revoked") ?? GatewayKeyState.Active,
            ExpiresAt = Time(section, "ExpiresAt"),
            PreviousHash = previous,
            PreviousHashUntil = Time(section, "PreviousHashUntil"),
            IsAdministrator = settings.Flag("Administrator") ?? false,
        };
        if (Problems.Count == before)
        {
            Add(section.Path, key);
        }
        else
        {
            Broken.Add(id);
        }
    }

    private void Add(string path, GatewayKey key)
    {
        foreach (var problem in key.GetProblems())
        {
            Problems.Add($"{path}:{char.ToUpperInvariant(problem.Member[0])}{problem.Member[1..]} {problem.Message}");
            Broken.Add(key.Id);
        }

        foreach (var other in Keys)
        {
            if (other.Id == key.Id)
            {
                Problems.Add($"{path}: another entry has the id '{key.Id}'. Give each its own");
            }
            else if (other.Hash == key.Hash || other.PreviousHash == key.Hash || other.Hash == key.PreviousHash)
            {
                Problems.Add($"{path}: the entry '{other.Id}' has the same hash. Issue a key for each");
            }
            else
            {
                continue;
            }

            Broken.Add(key.Id);
            return;
        }

        if (!Broken.Contains(key.Id))
        {
            Keys.Add(key);
        }
    }

    private GatewayKeyHash? Hash(IConfigurationSection section)
    {
        if (GatewayKeyHash.TryParse(section["Hash"], out var hash) && hash != default)
        {
            return hash;
        }

        Problems.Add($"{section.Path}:Hash {HashRemedy}");
        return null;
    }

    private GatewayKeyHash? Previous(IConfigurationSection section)
    {
        if (string.IsNullOrWhiteSpace(section["PreviousHash"]))
        {
            return null;
        }

        if (!GatewayKeyHash.TryParse(section["PreviousHash"], out var hash) || hash == default)
        {
            Problems.Add($"{section.Path}:PreviousHash {HashRemedy}");
        }
        else if (string.IsNullOrWhiteSpace(section["PreviousHashUntil"]))
        {
            Problems.Add($"{section.Path}:PreviousHashUntil must say until when the previous hash works, such as 2026-12-01T00:00:00Z");
        }

        return hash;
    }

    // An empty list in JSON comes as an empty value: it is none, where its absence is all.
    private static IReadOnlyList<string>? Names(SettingsSection settings, IConfigurationSection section, string key) =>
        section.GetSection(key).Exists() || section[key] is not null ? [.. settings.Names(key)] : null;

    private T? Word<T>(IConfigurationSection section, string key, string must)
        where T : struct, Enum
    {
        var text = section[key]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value))
        {
            return value;
        }

        Problems.Add($"{section.Path}:{key} must be {must}");
        return null;
    }

    private long? Long(IConfigurationSection section, string key)
    {
        var text = section[key]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
        {
            return value;
        }

        Problems.Add($"{section.Path}:{key} must be a whole number of at least 1");
        return null;
    }

    private DateTimeOffset? Time(IConfigurationSection section, string key)
    {
        var text = section[key]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        Problems.Add($"{section.Path}:{key} must be a time such as 2026-12-01T00:00:00Z");
        return null;
    }
}
