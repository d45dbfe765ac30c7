using System.CommandLine;
using System.Globalization;
using RouteGen.Keys;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary>The options that say what a new key may do.</summary>
internal sealed class KeyDraft
{
    private static readonly (char Suffix, TimeSpan Unit)[] Units =
        [('s', TimeSpan.FromSeconds(1)), ('m', TimeSpan.FromMinutes(1)), ('h', TimeSpan.FromHours(1)), ('d', TimeSpan.FromDays(1))];

    private readonly Option<string?> _name = new("--name") { Description = "What people call it.", HelpName = "text" };
    private readonly Option<string?> _tenant = new("--tenant") { Description = "The customer for whom it calls.", HelpName = "name" };

    private readonly Option<string[]> _groups = new("--group")
    {
        Description = "A group of routes that it may call, beside routes without groups; '*' for all. May be given several times.",
        HelpName = "name",
    };

    private readonly Option<string[]> _routes = new("--route")
    {
        Description = "Only this route, as route or Table/route. May be given several times.",
        HelpName = "name",
    };

    private readonly Option<string[]> _tags = new("--tag")
    {
        Description = "What its calls are accounted by. May be given several times.",
        HelpName = "name=value",
    };

    private readonly Option<string[]> _users = new("--user")
    {
        Description = "A user that its requests may name. May be given several times.",
        HelpName = "name",
    };

    private readonly Option<bool> _anyUser = new("--any-user") { Description = "Its requests may name any user." };
    private readonly Option<string?> _requests = new("--requests") { Description = "Requests a minute at most.", HelpName = "count" };
    private readonly Option<string?> _tokens = new("--tokens") { Description = "Tokens a minute at most.", HelpName = "count" };
    private readonly Option<string?> _concurrency =
        new("--concurrency") { Description = "Requests at a time at most.", HelpName = "count" };

    private readonly Option<string?> _expires = new("--expires")
    {
        Description = "When it ends, in UTC, or after how long.",
        HelpName = "2027-01-31|90d",
    };

    private readonly Option<bool> _admin = new("--admin") { Description = "It may manage keys." };

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[
            _name, _tenant, _groups, _routes, _tags, _users, _anyUser, _requests, _tokens, _concurrency, _expires, _admin,
        ])
        {
            verb.Add(option);
        }
    }

    /// <summary>The key as the command line describes it, without id and hash of its own.</summary>
    /// <exception cref="UsageException">It is wrong.</exception>
    public GatewayKey Read(ParseResult result, string? id, DateTimeOffset now)
    {
        var (users, any) = (result.GetValue(_users) ?? [], result.GetValue(_anyUser));
        var routes = result.GetValue(_routes) ?? [];
        var draft = new GatewayKey
        {
            Id = id ?? "new",
            Hash = GatewayKeyHash.Compute("new"),
            Name = result.GetValue(_name),
            Tenant = result.GetValue(_tenant),
            Groups = result.GetValue(_groups) ?? [],
            Routes = routes.Length == 0 ? null : routes,
            Tags = Tags(result.GetValue(_tags) ?? []),
            Users = users,
            MayNameUsers = any ? UserNaming.Any : users.Length > 0 ? UserNaming.Listed : UserNaming.None,
            RequestsPerMinute = (int?)Count(result.GetValue(_requests), int.MaxValue),
            TokensPerMinute = Count(result.GetValue(_tokens), long.MaxValue),
            MaxConcurrency = (int?)Count(result.GetValue(_concurrency), int.MaxValue),
            ExpiresAt = result.GetValue(_expires) is { } expires ? Time(expires, now) : null,
            IsAdministrator = result.GetValue(_admin),
        };
        return draft.GetProblems() is [var problem, ..] ? throw new UsageException($"{problem.Member} {problem.Message}.") : draft;
    }

    /// <summary>A length of time such as <c>24h</c>.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static TimeSpan Duration(string text) => TryDuration(text) ?? throw new UsageException(
        $"'{Shown(text)}' is not a duration such as 30m, 24h or 7d.");

    private static Dictionary<string, string> Tags(string[] texts)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.Split('=', 2) is not [var name, var value])
            {
                throw new UsageException($"'{Shown(text)}' is not a tag such as team=red.");
            }

            tags[name] = value;
        }

        return tags;
    }

    private static long? Count(string? text, long most) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most ? count
        : throw new UsageException($"'{Shown(text)}' is not a whole number of at least 1.");

    private static DateTimeOffset Time(string text, DateTimeOffset now) =>
        TryDuration(text) is { } after ? now + after
        : DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new UsageException($"'{Shown(text)}' is not a time such as 2027-01-31 or 90d.");

    private static TimeSpan? TryDuration(string text)
    {
        foreach (var (suffix, unit) in Units)
        {
            if (text.EndsWith(suffix)
                && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count <= TimeSpan.FromDays(36_500) / unit)
            {
                return count * unit;
            }
        }

        return null;
    }

    // A token that was typed in the wrong place is not repeated.
    private static string Shown(string text) => text.Length > 24 ? text[..8] + "…" : text;
}
