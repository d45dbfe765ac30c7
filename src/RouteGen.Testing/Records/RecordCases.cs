using RouteGen.Costs;
using RouteGen.Records;

namespace RouteGen.Testing.Records;

/// <summary>That a record comes back as it was stored, and goes when it is told to.</summary>
internal static class RecordCases
{
    public static IReadOnlyList<RecordCase> All { get; } =
    [
        new("A record is found by its id, as it was stored", FoundAsync),
        new("An id that nothing has is not found, whatever it is", NotFoundAsync),
        new("A record that is added again is passed over, and the others of the write are added", AgainAsync),
        new("Texts are data: quotes, statements and any script come back to the letter", DataAsync),
        new("Writes at once are all there", AtOnceAsync),
        new("A purge deletes what began before a time, and nothing else", PurgedAsync),
    ];

    private static async Task FoundAsync(RecordBench bench)
    {
        var stored = RecordBench.Record(
            1, tenant: "contoso", key: "k1", user: "ada", operation: "op", cost: 0.1234567890123456789m,
            usage: new TokenUsage { Input = long.MaxValue / 4, CachedInput = 7, Output = 9 });
        await bench.AddAsync(RecordBench.Record(), stored, RecordBench.Record(2)).ConfigureAwait(false);
        var found = await bench.FindAsync(stored.Id).ConfigureAwait(false);
        bench.Check(found is not null, "A record that was added has to be found.");
        bench.Same(stored.Id, found!.Id, "The id");
        bench.Same(stored.StartedAt, found.StartedAt, "The time");
        bench.Same(TimeSpan.Zero, found.StartedAt.Offset, "The offset of the time");
        bench.Same(stored.Json, found.Json, "The JSON");
        bench.Same("ContractRoutes/answer", $"{found.Table}/{found.Route}", "Table and route");
        bench.Same(stored.Outcome, found.Outcome, "The outcome");
        bench.Same("contoso k1 ada op", $"{found.Tenant} {found.Key} {found.User} {found.OperationId}", "Tenant, key, user and operation");
        bench.Same(null, found.Agent, "The agent");
        bench.Same("first small", $"{found.ServedBy} {found.Model}", "Target and model");
        bench.Same(stored.Latency, found.Latency, "The latency");
        bench.Same(stored.CostUsd, found.CostUsd, "The cost");
        bench.Same(stored.Usage?.Input, found.Usage?.Input, "The input");
        bench.Same(stored.Usage?.Output, found.Usage?.Output, "The output");
    }

    private static async Task NotFoundAsync(RecordBench bench)
    {
        var stored = RecordBench.Record(id: "0197aaaa");
        await bench.AddAsync(stored).ConfigureAwait(false);
        foreach (var id in (string[])["", " ", "0197AAAA", "0197aaa", "%", "0197aaaa' OR '1'='1", "../0197aaaa", "\0", new('x', 10_000)])
        {
            bench.Same(null, (await bench.FindAsync(id).ConfigureAwait(false))?.Id, $"What is found by '{id[..Math.Min(id.Length, 30)]}'");
        }
    }

    private static async Task AgainAsync(RecordBench bench)
    {
        var first = RecordBench.Record(route: "first");
        var other = RecordBench.Record(1);
        await bench.AddAsync(first).ConfigureAwait(false);
        await bench.AddAsync(RecordBench.Record(id: first.Id, route: "second"), other).ConfigureAwait(false);
        bench.Same("first", (await bench.FindAsync(first.Id).ConfigureAwait(false))?.Route, "The route of a record that was added twice");
        await bench.ListsAsync(new RecordQuery(), "What is stored", other, first).ConfigureAwait(false);
        bench.Same(
            2L, (await bench.Store.GetUsageAsync(RecordUsageCases.All3Days).ConfigureAwait(false)).Sum(static u => u.Calls),
            "The calls in the usage");
    }

    private static async Task DataAsync(RecordBench bench)
    {
        const string Text = "'; DROP TABLE routegen_record; -- \"\\ \n\t 雪 \U0001F600 %_*";
        var stored = RecordBench.Record(route: Text, table: Text, tenant: Text, key: Text, user: Text, operation: Text);
        await bench.AddAsync(stored, RecordBench.Record(1, tenant: "x")).ConfigureAwait(false);
        await bench.ListsAsync(
            new RecordQuery { Route = Text, Table = Text, Tenant = Text, Key = Text, User = Text, OperationId = Text },
            "What is found by such texts", stored).ConfigureAwait(false);
        bench.Same(Text, (await bench.FindAsync(stored.Id).ConfigureAwait(false))?.User, "The user");
    }

    private static async Task AtOnceAsync(RecordBench bench)
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => bench.AddAsync(
            [.. Enumerable.Range(0, 5).Select(j => RecordBench.Record(i + (j / 10.0)))]))).ConfigureAwait(false);
        bench.Same(200, (await bench.ListAsync(new RecordQuery { Limit = 1000 }).ConfigureAwait(false)).Records.Count, "What is stored");
    }

    private static async Task PurgedAsync(RecordBench bench)
    {
        var before = RecordBench.Record(-1);
        var at = RecordBench.Record();
        var after = RecordBench.Record(1);
        await bench.AddAsync(after, before, at).ConfigureAwait(false);
        bench.Same(1L, await bench.Store.PurgeAsync(RecordBench.Noon.ToOffset(TimeSpan.FromHours(9))).ConfigureAwait(false), "The purged");
        bench.Same(null, (await bench.FindAsync(before.Id).ConfigureAwait(false))?.Id, "What was purged");
        await bench.ListsAsync(new RecordQuery(), "What is left", after, at).ConfigureAwait(false);
        bench.Same(0L, await bench.Store.PurgeAsync(RecordBench.Noon).ConfigureAwait(false), "What is purged again");
    }
}
