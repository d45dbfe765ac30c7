namespace RouteGen.Keys;

/// <summary>What the members of a key must be: bounded, and safe to stand in a log or a header.</summary>
internal static class GatewayKeyRules
{
    private const int LongestId = 64;
    private const int LongestName = 100;
    private const int LongestText = 256;
    private const int MostEntries = 256;
    private const int MostTags = 32;

    public static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestId)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    public static IReadOnlyList<GatewayKeyProblem> Check(GatewayKey key)
    {
        List<GatewayKeyProblem> problems = [];
        Must(IsId(key.Id), "id", $"must be 1 to {LongestId} letters, digits, '-' and '.'");
        Must(key.Hash != default, "hash", "must be the SHA-256 of a token");
        Must(key.Name is null || IsText(key.Name, LongestName), "name",
            $"must be at most {LongestName} characters, none of them a control");
        Must(key.Tenant is null || IsText(key.Tenant, LongestText), "tenant", Text);
        Must(AreTexts(key.Groups), "groups", Texts);
        Must(key.Routes is null || AreTexts(key.Routes), "routes", Texts);
        Must(
            key.Tags is { Count: <= MostTags } && key.Tags.All(t => IsText(t.Key, LongestName) && IsText(t.Value, LongestText)),
            "tags",
            $"must be at most {MostTags} names of at most {LongestName} characters with values of at most {LongestText}, without controls");
        Must(Enum.IsDefined(key.MayNameUsers), "mayNameUsers", "must be none, listed or any");
        Must(AreTexts(key.Users), "users", Texts);
        Must(
            key.MayNameUsers != UserNaming.Listed || key.Users is { Count: > 0 },
            "users", "must list users where mayNameUsers is listed; any lets requests name every user");
        Must(
            key.MayNameUsers == UserNaming.Listed || key.Users is not { Count: > 0 },
            "users", "must be empty unless mayNameUsers is listed: nothing else reads it");
        Must(key.RequestsPerMinute is null or > 0, "requestsPerMinute", "must be at least 1; leave it out for no limit");
        Must(key.TokensPerMinute is null or > 0, "tokensPerMinute", "must be at least 1; leave it out for no limit");
        Must(key.MaxConcurrency is null or > 0, "maxConcurrency", "must be at least 1; leave it out for no limit");
        Must(Enum.IsDefined(key.State), "state", "must be active, disabled or revoked");
        return problems;

        void Must(bool isSo, string member, string message)
        {
            if (!isSo)
            {
                problems.Add(new(member, message));
            }
        }
    }

    private static string Text => $"must be 1 to {LongestText} characters, none of them a control";

    private static string Texts => $"must be at most {MostEntries} texts of 1 to {LongestText} characters, none of them a control";

    private static bool AreTexts(IReadOnlyList<string>? texts) =>
        texts is { Count: <= MostEntries } && texts.All(static t => IsText(t, LongestText));

    private static bool IsText(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !string.IsNullOrWhiteSpace(text) && !HasControls(text);

    // Half a character pair cannot be written as UTF-8; U+2028 and U+2029 end a line for some readers of logs.
    private static bool HasControls(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is 0xFFFD or 0x2028 or 0x2029 || System.Text.Rune.IsControl(rune))
            {
                return true;
            }
        }

        return false;
    }
}
