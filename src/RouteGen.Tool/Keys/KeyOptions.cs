using System.Globalization;
using RouteGen.Keys;
using RouteGen.Tool.Arguments;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary>What of keys was asked for.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Store">The SQLite file; null where there is none.</param>
/// <param name="Id">The key; null where none was named.</param>
/// <param name="Draft">What a new key may do.</param>
/// <param name="Grace">How long the token before a rotation still works.</param>
/// <param name="IsJson">Whether a program reads the answer.</param>
internal sealed record KeyOptions(KeyVerb Verb, string? Store, string? Id, GatewayKey Draft, TimeSpan Grace, bool IsJson)
{
    public const string Help = """
        routegen keys list|issue|show|disable|enable|revoke|rotate [<id>] --store <keys.db> [options]
                Manages the keys of an endpoint in the SQLite file that RouteGen.Sqlite keeps, also while endpoints use it.
                A token is shown once, when it is made; the file has its hash.

                --store <keys.db>       the file; issue makes it where there is none. Without it, issue prints a token and
                                        what configuration needs of it, and keeps nothing
                --name <text>           issue: for people
                --tenant <text>         issue: the customer for whom it calls
                --group <name>          issue: a group of routes that it may call, beside routes without groups; '*' for all
                --route <name>          issue: only this route, as route or Table/route; may be given several times, as --group
                --tag <name>=<value>    issue: what its calls are accounted by; may be given several times
                --user <name>           issue: a user that its requests may name; may be given several times
                --any-user              issue: its requests may name any user
                --requests <count>      issue: requests a minute at most
                --tokens <count>        issue: tokens a minute at most
                --concurrency <count>   issue: requests at the same time at most
                --expires <time>        issue: when it ends, in UTC, or after how long, such as 90d
                --admin                 issue: it may manage keys
                --grace <duration>      rotate: how long the token before still works, such as 24h; it ends at once otherwise
                --json                  for a program

            routegen keys hash          reads a token from the standard input and prints its hash for configuration
        """;

    private static readonly (char Suffix, TimeSpan Unit)[] Units =
        [('s', TimeSpan.FromSeconds(1)), ('m', TimeSpan.FromMinutes(1)), ('h', TimeSpan.FromHours(1)), ('d', TimeSpan.FromDays(1))];

    /// <summary>Reads the arguments behind <c>routegen keys</c>.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static KeyOptions Parse(string[] args, DateTimeOffset now)
    {
        if (args.Length == 0 || !char.IsAsciiLetter(args[0].FirstOrDefault())
            || !Enum.TryParse(args[0], ignoreCase: true, out KeyVerb verb))
        {
            throw new UsageException(
                "Say what to do with keys: routegen keys list, issue, show, disable, enable, revoke, rotate or hash. See routegen --help.");
        }

        var options = new KeyOptions(verb, null, null, new GatewayKey { Id = "new", Hash = GatewayKeyHash.Compute("new") }, TimeSpan.Zero,
            false);
        for (var i = 1; i < args.Length; i++)
        {
            options = verb == KeyVerb.Issue && Describe(args, ref i, options.Draft, now) is { } draft
                ? options with { Draft = draft }
                : options.Take(args, ref i);
        }

        return options.Checked();
    }

    private KeyOptions Take(string[] args, ref int i) => args[i] switch
    {
        "--store" => this with { Store = OptionValue.Read(args, ref i) },
        "--json" => this with { IsJson = true },
        "--grace" when Verb == KeyVerb.Rotate => this with { Grace = Duration(OptionValue.Read(args, ref i)) },
        var other when other.StartsWith('-') || Id is not null || Verb is KeyVerb.List or KeyVerb.Hash =>
            throw new UsageException($"'{Shown(other)}' is not expected here; see routegen --help."),
        var id => this with { Id = id },
    };

    private static GatewayKey? Describe(string[] args, ref int i, GatewayKey key, DateTimeOffset now) => args[i] switch
    {
        "--name" => key with { Name = OptionValue.Read(args, ref i) },
        "--tenant" => key with { Tenant = OptionValue.Read(args, ref i) },
        "--group" => key with { Groups = [.. key.Groups, OptionValue.Read(args, ref i)] },
        "--route" => key with { Routes = [.. key.Routes ?? [], OptionValue.Read(args, ref i)] },
        "--tag" => key with { Tags = With(key.Tags, OptionValue.Read(args, ref i)) },
        "--user" => key with { MayNameUsers = UserNaming.Listed, Users = [.. key.Users, OptionValue.Read(args, ref i)] },
        "--any-user" => key with { MayNameUsers = UserNaming.Any },
        "--requests" => key with { RequestsPerMinute = (int)Count(OptionValue.Read(args, ref i), int.MaxValue) },
        "--tokens" => key with { TokensPerMinute = Count(OptionValue.Read(args, ref i), long.MaxValue) },
        "--concurrency" => key with { MaxConcurrency = (int)Count(OptionValue.Read(args, ref i), int.MaxValue) },
        "--expires" => key with { ExpiresAt = Time(OptionValue.Read(args, ref i), now) },
        "--admin" => key with { IsAdministrator = true },
        _ => null,
    };

    private KeyOptions Checked()
    {
        var needsStore = Verb is not (KeyVerb.Issue or KeyVerb.Hash);
        var needsId = needsStore && Verb != KeyVerb.List;
        return needsStore && Store is null ? throw new UsageException("Name the file: --store keys.db")
            : needsId && Id is null ? throw new UsageException($"Name the key: routegen keys {Word} <id> --store {Store}")
            : Verb == KeyVerb.Issue && Id is not null && Store is not null ? throw new UsageException(
                "A key in a store gets an id of its own; use --name for what it is called.")
            : Verb == KeyVerb.Issue && (Draft with { Id = Id ?? "new" }).GetProblems() is [var problem, ..]
                ? throw new UsageException($"{problem.Member} {problem.Message}.")
            : this;
    }

    private string Word => Verb.ToString().ToLowerInvariant();

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> tags, string text) =>
        text.Split('=', 2) is [var name, var value]
        ? new Dictionary<string, string>(tags, StringComparer.Ordinal) { [name] = value }
        : throw new UsageException($"'{Shown(text)}' is not a tag such as team=red.");

    private static long Count(string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most
            ? count
            : throw new UsageException($"'{Shown(text)}' is not a whole number of at least 1.");

    private static TimeSpan Duration(string text) => TryDuration(text) ?? throw new UsageException(
        $"'{Shown(text)}' is not a duration such as 30m, 24h or 7d.");

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
