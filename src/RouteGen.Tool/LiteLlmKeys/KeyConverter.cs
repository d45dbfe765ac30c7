using System.Globalization;
using System.Text.Json;
using RouteGen.Keys;

namespace RouteGen.Tool.LiteLlmKeys;

/// <summary>A row that was read: the key, or why there is none; and what of the row is not in the key.</summary>
/// <param name="Row">Which row.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Key">The key; null where the row gives none.</param>
/// <param name="Notes">What is not in the key, by member; or why there is none.</param>
internal sealed record ConvertedKey(int Row, string Name, GatewayKey? Key, IReadOnlyList<(string Member, string Text)> Notes);

/// <summary>
/// Makes keys of rows of LiteLLM_VerificationToken. The token's hash is taken over, so that whoever has the token keeps it.
/// </summary>
internal sealed class KeyConverter(RouteNameIndex? routes, IReadOnlyDictionary<string, ExportRow> teams)
{
    private const int LongestName = 100;
    private const int LongestText = 256;
    private const int MostTags = 24;

    private const string Stopped = "a limit of 0 lets nothing through: the key is disabled";

    private static readonly string[] Listed =
    [
        "aliases", "config", "permissions", "model_max_budget", "model_spend", "allowed_cache_controls", "guardrails", "policies",
            "prompts",
        "object_permission", "object_permission_id", "router_settings", "model_rpm_limit", "model_tpm_limit", "budget_limits", "agent_id",
        "project_id", "access_group_ids", "auto_rotate",
    ];

    public ConvertedKey Convert(ExportRow row)
    {
        var notes = new List<(string, string)>();
        var name = Clean(row.Text("key_alias"), LongestName);
        var shown = name ?? $"row {row.Number.ToString(CultureInfo.InvariantCulture)}";
        if (Hash(row, notes) is not { } hash)
        {
            return new(row.Number, shown, null, [("token", "it is neither a SHA-256 nor a key: the row gives no key that somebody could "
                + "present")]);
        }

        var team = row.Text("team_id") is { } id ? teams.GetValueOrDefault(id) : null;
        var (isAny, allowed) = Routes(row, team, notes);
        var key = new GatewayKey
        {
            Id = IdOf(hash),
            Hash = hash,
            Name = name,
            State = row.Truth("blocked") || team?.Truth("blocked") == true ? GatewayKeyState.Disabled : GatewayKeyState.Active,
            Tenant = Clean(team?.Text("team_alias") ?? row.Text("team_alias") ?? row.Text("team_id"), LongestText),
            Routes = isAny ? null : allowed,
            Tags = Tags(row, notes),
            RequestsPerMinute = Limit(row, "rpm_limit", int.MaxValue, notes) is { } rpm ? (int)rpm : null,
            TokensPerMinute = Limit(row, "tpm_limit", long.MaxValue, notes),
            MaxConcurrency = Limit(row, "max_parallel_requests", int.MaxValue, notes) is { } most ? (int)most : null,
            ExpiresAt = Expiry(row, notes),
            CreatedAt = row.Time("created_at"),
        };
        if (notes.Exists(static n => n.Item2 == Stopped))
        {
            key = key with { State = GatewayKeyState.Disabled };
        }

        Budgets(row, notes);
        foreach (var member in Listed.Where(m => row.Texts(m).Count > 0 || row.Object(m) is not null))
        {
            notes.Add((member, "a key has nothing like it"));
        }

        if (row.Texts("allowed_routes") is { Count: > 0 } paths)
        {
            var calls = paths.Any(static p => p is "llm_api_routes" or "openai_routes" || p.Contains("/chat", StringComparison.Ordinal)
                || p.Contains("/v1", StringComparison.Ordinal) || p.Contains("embeddings", StringComparison.Ordinal) || p == "*");
            notes.Add(("allowed_routes", calls ? "a key may call every path of the endpoint"
                : "it calls no models in LiteLLM: it may call no route here"));
            key = calls ? key : key with { Routes = [] };
        }

        return key.GetProblems() is [var problem, ..]
            ? new(row.Number, shown, null, [(problem.Member, problem.Message)])
            : new(row.Number, shown, key, notes);
    }

    /// <summary>
    /// The id of a key that comes from elsewhere: <c>x</c> and the first 96 bits of its hash, so that the same key has it everywhere.
    /// </summary>
    internal static string IdOf(GatewayKeyHash hash)
    {
        Span<byte> bytes = stackalloc byte[GatewayKeyHash.Size];
        hash.CopyTo(bytes);
        return "x" + System.Convert.ToHexStringLower(bytes[..12]);
    }

    private static GatewayKeyHash? Hash(ExportRow row, List<(string, string)> notes)
    {
        var token = row.Text("token") ?? row.Text("token_id") ?? row.Text("api_key") ?? row.Text("hashed_token");
        if (token is not null && token.Length == 2 * GatewayKeyHash.Size && GatewayKeyHash.TryParse(token, out var hash))
        {
            return hash;
        }

        if (token is null || !token.StartsWith("sk-", StringComparison.Ordinal) || token.Any(static c => c is <= ' ' or > '~'))
        {
            return null;
        }

        notes.Add(("token", "the export has the key itself, of which the hash was taken: delete the export when you are done"));
        return GatewayKeyHash.Compute(token);
    }

    /// <summary>The routes that a key may call. What was narrow stays narrow, also where a name is not known.</summary>
    private (bool IsAny, IReadOnlyList<string> Routes) Routes(ExportRow row, ExportRow? team, List<(string, string)> notes)
    {
        var own = Narrowed(row.Texts("models"), "models", notes);
        var ofTeam = Narrowed(
            team?.Texts("models") ?? row.Texts("team_models"), team is null ? "team_models" : "the team's models", notes);
        if (row.Text("team_id") is not null && team is null && row.Texts("team_models").Count == 0)
        {
            notes.Add(("team_id", "the models, limits and block of its team are not in the export: give them by --teams, or see that "
                + "they narrow nothing"));
        }

        if (team is not null && (team.Amount("max_budget") ?? team.Amount("rpm_limit") ?? team.Amount("tpm_limit")) is not null)
        {
            notes.Add(("team_id", "limits of a team are not those of its keys: a table's budget \"per\": \"tenant\" counts what a team "
                + "uses"));
        }

        return (own, ofTeam) switch
        {
            (null, null) => (true, []),
            ({ } mine, null) => (false, mine),
            (null, { } theirs) => (false, theirs),
            ({ } mine, { } theirs) => (false, [.. mine.Intersect(theirs, StringComparer.Ordinal)]),
        };
    }

    private IReadOnlyList<string>? Narrowed(IReadOnlyList<string> models, string member, List<(string, string)> notes)
    {
        if (models.Count == 0 || models.Contains("all-proxy-models") || models.Contains("*") || models.Contains("all-team-models"))
        {
            return null;
        }

        var found = new List<string>();
        foreach (var model in models.Where(static m => m != "no-default-models"))
        {
            var named = routes?.Find(model) ?? [];
            if (named.Count == 0)
            {
                notes.Add((member, $"no route of the table is called '{Clean(model, LongestText)}': the key may not call it"));
            }

            found.AddRange(named.Where(r => !found.Contains(r)));
        }

        return found;
    }

    private static Dictionary<string, string> Tags(ExportRow row, List<(string, string)> notes)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in (string[])["user_id", "organization_id"])
        {
            if (Clean(row.Text(member), LongestText) is { } text && text != "default_user_id")
            {
                tags[member] = text;
            }
        }

        foreach (var member in row.Object("metadata")?.EnumerateObject() ?? default)
        {
            var text = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Number => member.Value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                JsonValueKind.Array when member.Value.EnumerateArray().All(static i => i.ValueKind == JsonValueKind.String) =>
                    string.Join(',', member.Value.EnumerateArray().Select(static i => i.GetString())),
                _ => null,
            };
            var label = Clean(member.Name, LongestName);
            if (text is { Length: > 0 and <= LongestText } && label is not null && tags.Count < MostTags && !IsSecret(member.Name)
                && Clean(text, LongestText) is { } value)
            {
                tags[label] = value;
            }
            else if (member.Value.ValueKind is not JsonValueKind.Null && text is not "")
            {
                notes.Add(($"metadata.{label}", "tags are short texts, and no secrets: it is left out"));
            }
        }

        return tags;
    }

    private static bool IsSecret(string name) => ((string[])["secret", "password", "token", "key", "credential"])
        .Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static long? Limit(ExportRow row, string member, long most, List<(string, string)> notes)
    {
        var limit = row.Amount(member) ?? row.Row("litellm_budget_table")?.Amount(member);
        if (limit is null)
        {
            return null;
        }

        if (limit >= 1)
        {
            return (long)Math.Min(decimal.Truncate(limit.Value), most);
        }

        notes.Add((member, Stopped));
        return null;
    }

    private static DateTimeOffset? Expiry(ExportRow row, List<(string, string)> notes)
    {
        var time = row.Time("expires");
        if (time is null && row.Text("expires") is not null)
        {
            // A key that ends at a time that nobody can read has ended.
            notes.Add(("expires", "it is not a time: the key counts as expired; issue another, or correct the export"));
            return DateTimeOffset.UnixEpoch;
        }

        return time;
    }

    private static void Budgets(ExportRow row, List<(string, string)> notes)
    {
        var budget = row.Row("litellm_budget_table");
        if ((row.Amount("max_budget") ?? budget?.Amount("max_budget")) is { } usd)
        {
            var period = row.Text("budget_duration") ?? budget?.Text("budget_duration");
            notes.Add(("max_budget", string.Create(CultureInfo.InvariantCulture,
                $"{usd:0.######} USD{(period is null ? "" : $" per {Clean(period, 20)}")}: a table's budget \"per\": \"key\" is one "
                    + $"limit for every key alike; ")
                + "what was spent is not carried over"));
        }

        if (row.Amount("soft_budget") is not null)
        {
            notes.Add(("soft_budget", "a budget with \"atLimit\": \"warn\" warns"));
        }
    }

    private static string? Clean(string? text, int longest)
    {
        var seen = new string(
            [.. (text ?? "").EnumerateRunes().Where(static r => r.Value is not (0xFFFD or 0x2028 or 0x2029)
                && !System.Text.Rune.IsControl(r))
            .SelectMany(static r => r.ToString())]).Trim();
        return seen.Length == 0 ? null : seen.Length <= longest ? seen
            : seen[..(char.IsHighSurrogate(seen[longest - 1]) ? longest - 1 : longest)];
    }
}
