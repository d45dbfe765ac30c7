using RouteGen.Content;

namespace RouteGen.Testing.Content;

/// <summary>That contents come back as they were stored, to those who say who they are, and go when they are told to.</summary>
internal static class ContentCases
{
    public static IReadOnlyList<ContentCase> All { get; } =
    [
        new("A prompt and its reply are read by their record, the prompt first, as they were stored", ReadAsync),
        new("What is not there is not found, whatever the id", NotFoundAsync),
        new("What is added again is passed over, and the others of the write are added", AgainAsync),
        new("Each read is noted with its reader and its time, also where nothing is found", NotedAsync),
        new("Nobody reads without saying who", NamelessAsync),
        new("A user is erased, a tenant, or a user of a tenant, and nobody else", ErasedAsync),
        new("To erase nobody in particular is refused", NobodyAsync),
        new("A purge deletes one kind of what began before a time, and nothing else", PurgedAsync),
        new("Reads stay when what was read is erased", ReadsStayAsync),
        new("Texts are data: quotes, statements and any script come back to the letter", DataAsync),
    ];

    private static async Task ReadAsync(ContentBench bench)
    {
        var prompt = ContentBench.Content("r1", json: """{"messages":[]}""", tenant: "t", user: "u");
        await bench.AddAsync(
            ContentBench.Content("r1", ContentKind.Reply, """{"reply":1}""", isRedacted: false), prompt, ContentBench.Content("r2"))
            .ConfigureAwait(false);
        var found = await bench.ReadAsync("r1").ConfigureAwait(false);
        bench.Same("Prompt Reply", string.Join(' ', found.Select(static c => c.Kind)), "The kinds");
        bench.Same("""{"messages":[]} {"reply":1}""", string.Join(' ', found.Select(static c => c.Json)), "The JSON");
        bench.Same("True False", string.Join(' ', found.Select(static c => c.IsRedacted)), "What is redacted");
        bench.Same("t u", $"{found[0].Tenant} {found[0].User}", "Tenant and user");
        bench.Same(null, found[1].User, "The user of nobody");
        bench.Same(prompt.StartedAt, found[0].StartedAt, "The time");
        bench.Same("ContractRoutes/answer", $"{found[0].Table}/{found[0].Route}", "Table and route");
    }

    private static async Task NotFoundAsync(ContentBench bench)
    {
        await bench.AddAsync(ContentBench.Content("abc")).ConfigureAwait(false);
        await bench.HoldsAsync("", "", "ABC", "ab", "%", "abc' OR '1'='1", "../abc", new('x', 10_000)).ConfigureAwait(false);
    }

    private static async Task AgainAsync(ContentBench bench)
    {
        await bench.AddAsync(ContentBench.Content("r1", json: """{"n":1}""")).ConfigureAwait(false);
        await bench.AddAsync(ContentBench.Content("r1", json: """{"n":2}"""), ContentBench.Content("r1", ContentKind.Reply))
            .ConfigureAwait(false);
        await bench.HoldsAsync("r1:Prompt r1:Reply", "r1").ConfigureAwait(false);
        bench.Same("""{"n":1}""", (await bench.ReadAsync("r1").ConfigureAwait(false))[0].Json, "What was there first");
    }

    private static async Task NotedAsync(ContentBench bench)
    {
        await bench.AddAsync(ContentBench.Content("r1")).ConfigureAwait(false);
        await bench.ReadAsync("r1", "ada").ConfigureAwait(false);
        await bench.ReadAsync("none", "bob").ConfigureAwait(false);
        await bench.ReadAsync("r1", "bob").ConfigureAwait(false);
        var reads = await bench.Store.GetReadsAsync("r1").ConfigureAwait(false);
        bench.Same("r1/ada r1/bob", string.Join(' ', reads.Select(static r => $"{r.RecordId}/{r.Reader}")), "The reads");
        bench.Check(reads.All(static r => r.ReadAt > ContentBench.Now && r.ReadAt.Offset == TimeSpan.Zero), "A read has its time in UTC.");
        bench.Same(
            "bob", string.Join(' ', (await bench.Store.GetReadsAsync("none").ConfigureAwait(false)).Select(static r => r.Reader)),
            "Who looked for what is not there");
    }

    private static async Task NamelessAsync(ContentBench bench)
    {
        await bench.AddAsync(ContentBench.Content("r1")).ConfigureAwait(false);
        foreach (var reader in (string[])["", " "])
        {
            await RefusedAsync(bench, () => bench.ReadAsync("r1", reader), $"A reader named '{reader}'").ConfigureAwait(false);
        }

        bench.Same(0, (await bench.Store.GetReadsAsync("r1").ConfigureAwait(false)).Count, "The reads");
    }

    private static async Task ErasedAsync(ContentBench bench)
    {
        string[] records = ["t-u", "t-v", "s-u", "u", "none"];
        await bench.AddAsync(
            ContentBench.Content("t-u", tenant: "t", user: "u"), ContentBench.Content("t-u", ContentKind.Reply, tenant: "t", user: "u"),
            ContentBench.Content("t-v", tenant: "t", user: "v"), ContentBench.Content("s-u", tenant: "s", user: "u"),
            ContentBench.Content("u", user: "u"), ContentBench.Content("none")).ConfigureAwait(false);
        bench.Same(0L, await bench.Store.EraseAsync("T", "U").ConfigureAwait(false), "What is erased of others by case");
        bench.Same(2L, await bench.Store.EraseAsync("t", "u").ConfigureAwait(false), "What is erased of a user of a tenant");
        await bench.HoldsAsync("t-v:Prompt s-u:Prompt u:Prompt none:Prompt", records).ConfigureAwait(false);
        bench.Same(2L, await bench.Store.EraseAsync(null, "u").ConfigureAwait(false), "What is erased of a user");
        await bench.HoldsAsync("t-v:Prompt none:Prompt", records).ConfigureAwait(false);
        bench.Same(1L, await bench.Store.EraseAsync("t", null).ConfigureAwait(false), "What is erased of a tenant");
        await bench.HoldsAsync("none:Prompt", records).ConfigureAwait(false);
    }

    private static async Task NobodyAsync(ContentBench bench)
    {
        await bench.AddAsync(ContentBench.Content("r1")).ConfigureAwait(false);
        await RefusedAsync(bench, () => bench.Store.EraseAsync(null, null).AsTask(), "To erase nobody").ConfigureAwait(false);
        await bench.HoldsAsync("r1:Prompt", "r1").ConfigureAwait(false);
    }

    private static async Task PurgedAsync(ContentBench bench)
    {
        await bench.AddAsync(
            ContentBench.Content("old"), ContentBench.Content("old", ContentKind.Reply),
            ContentBench.Content("new", minutes: 5), ContentBench.Content("new", ContentKind.Reply, minutes: 5)).ConfigureAwait(false);
        var at = ContentBench.Now.AddMinutes(5).ToOffset(TimeSpan.FromHours(-7));
        bench.Same(1L, await bench.Store.PurgeAsync(ContentKind.Reply, at).ConfigureAwait(false), "The purged replies");
        await bench.HoldsAsync("old:Prompt new:Prompt new:Reply", "old", "new").ConfigureAwait(false);
        bench.Same(1L, await bench.Store.PurgeAsync(ContentKind.Prompt, at).ConfigureAwait(false), "The purged prompts");
        await bench.HoldsAsync("new:Prompt new:Reply", "old", "new").ConfigureAwait(false);
    }

    private static async Task ReadsStayAsync(ContentBench bench)
    {
        await bench.AddAsync(ContentBench.Content("r1", user: "u")).ConfigureAwait(false);
        await bench.ReadAsync("r1", "ada").ConfigureAwait(false);
        await bench.Store.EraseAsync(null, "u").ConfigureAwait(false);
        bench.Same("ada", (await bench.Store.GetReadsAsync("r1").ConfigureAwait(false)).FirstOrDefault()?.Reader, "Who had read it");
    }

    private static async Task DataAsync(ContentBench bench)
    {
        const string Text = "'; DROP TABLE routegen_content; -- \"\\ \n\t 雪 \U0001F600 %_*";
        await bench.AddAsync(ContentBench.Content(Text, json: Text, tenant: Text, user: Text)).ConfigureAwait(false);
        var found = await bench.ReadAsync(Text, Text).ConfigureAwait(false);
        bench.Same(Text, found.FirstOrDefault()?.Json, "The JSON");
        bench.Same(Text, (await bench.Store.GetReadsAsync(Text).ConfigureAwait(false)).FirstOrDefault()?.Reader, "The reader");
        bench.Same(1L, await bench.Store.EraseAsync(Text, Text).ConfigureAwait(false), "What is erased");
    }

    private static async Task RefusedAsync(ContentBench bench, Func<Task> act, string what)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            return;
        }

        bench.Check(false, $"{what} has to be refused.");
    }
}
