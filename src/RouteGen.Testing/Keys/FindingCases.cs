using RouteGen.Keys;

namespace RouteGen.Testing.Keys;

/// <summary>That keys are found as they were stored, and no others.</summary>
internal static class FindingCases
{
    private static readonly DateTimeOffset Time = new(2026, 11, 29, 12, 34, 56, 789, TimeSpan.Zero);

    private static readonly string[] Texts =
    [
        "a b", "é", "e\u0301", "日本語", "🙂", "a'b\"c", "'); DROP TABLE routegen_key; --", "%", "*", "{\"a\":1}", "\\", "I", "ı",
        new('x', 256),
    ];

    public static IReadOnlyList<KeyStoreCase> All { get; } =
    [
        new("A key is found by its id and by its hash, with all that it says", WholeAsync),
        new("A key that says little is found so", LittleAsync),
        new("What is not there is not found", NothingAsync),
        new("Ids are compared letter by letter", LettersAsync),
        new("Texts come back as they were", TextsAsync),
        new("Keys are listed by their ids in ordinal order", ListAsync),
    ];

    private static async Task WholeAsync(KeyStoreBench bench)
    {
        var key = await bench.AddAsync(KeyStoreBench.NewKey() with
        {
            Name = "Desk of Acme",
            State = GatewayKeyState.Disabled,
            Tenant = "acme",
            Groups = ["desk", "night"],
            Routes = ["answer", "Support/look"],
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "red", ["env"] = "test" },
            MayNameUsers = UserNaming.Listed,
            Users = ["ada", "bob"],
            RequestsPerMinute = 60,
            TokensPerMinute = 5_000_000_000,
            MaxConcurrency = 8,
            IsAdministrator = true,
            ExpiresAt = Time.AddDays(90),
            CreatedAt = Time,
            RotatedAt = Time.AddTicks(1),
            PreviousHash = KeyStoreBench.NewHash(),
            PreviousHashUntil = Time.AddHours(1),
        }).ConfigureAwait(false);
        await bench.HasAsync(key, "When it was added").ConfigureAwait(false);
    }

    private static async Task LittleAsync(KeyStoreBench bench)
    {
        await bench.HasAsync(await bench.AddAsync(KeyStoreBench.NewKey()).ConfigureAwait(false), "When it was added").ConfigureAwait(false);

        // No route at all is not the same as no narrower list.
        var none = await bench.AddAsync(KeyStoreBench.NewKey() with { Routes = [] }).ConfigureAwait(false);
        await bench.HasAsync(none, "With an empty list of routes").ConfigureAwait(false);
    }

    private static async Task NothingAsync(KeyStoreBench bench)
    {
        await bench.AddAsync(KeyStoreBench.NewKey()).ConfigureAwait(false);
        await bench.HasNoneAsync(GatewayKeyText.CreateId(), "When another key was added").ConfigureAwait(false);
        await bench.HasNoneAsync(KeyStoreBench.NewHash(), "When another key was added").ConfigureAwait(false);
        await bench.HasNoneAsync("' OR '1'='1", "When a key was added").ConfigureAwait(false);
        await bench.HasNoneAsync("%", "When a key was added").ConfigureAwait(false);
        await bench.HasNoneAsync("", "When a key was added").ConfigureAwait(false);
        await bench.HasNoneAsync("a\0b\ud800", "When a key was added").ConfigureAwait(false);
    }

    private static async Task LettersAsync(KeyStoreBench bench)
    {
        var id = GatewayKeyText.CreateId();
        var key = await bench.AddAsync(KeyStoreBench.NewKey("k-" + id)).ConfigureAwait(false);
        await bench.HasNoneAsync("K-" + id, "When only the small letter was added").ConfigureAwait(false);
        await bench.HasNoneAsync("k-" + id + " ", "When only the id without a space was added").ConfigureAwait(false);
        var other = await bench.AddAsync(KeyStoreBench.NewKey("K-" + id)).ConfigureAwait(false);
        await bench.HasAsync(key, "Beside one whose id differs by a capital letter").ConfigureAwait(false);
        await bench.HasAsync(other, "Beside one whose id differs by a small letter").ConfigureAwait(false);
    }

    private static async Task TextsAsync(KeyStoreBench bench)
    {
        foreach (var text in Texts)
        {
            var key = await bench.AddAsync(KeyStoreBench.NewKey() with
            {
                Name = text,
                Tenant = text,
                Groups = [text, text + "2"],
                Tags = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text, ["t" + text] = "" },
                MayNameUsers = UserNaming.Listed,
                Users = [text],
            }).ConfigureAwait(false);
            await bench.HasAsync(key, $"With the text '{text}'").ConfigureAwait(false);
        }
    }

    private static async Task ListAsync(KeyStoreBench bench)
    {
        var end = GatewayKeyText.CreateId();
        string[] ids = ["b-" + end, "B-" + end, "a-" + end, "1-" + end, "-" + end, "." + end, "a." + end];
        foreach (var id in ids)
        {
            await bench.AddAsync(KeyStoreBench.NewKey(id)).ConfigureAwait(false);
        }

        var listed = (await bench.Store.ListAsync().ConfigureAwait(false)).Select(static k => k.Id).ToArray();
        bench.Check(
            listed.SequenceEqual(listed.Order(StringComparer.Ordinal), StringComparer.Ordinal),
            $"The order has to be ordinal, and is {string.Join(", ", listed)}.");
        bench.Check(
            ids.All(id => listed.Count(l => l == id) == 1), $"Each key has to be listed once; listed are {string.Join(", ", listed)}.");
    }
}
