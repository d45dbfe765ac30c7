using RouteGen.Records;

namespace RouteGen.Testing.Records;

/// <summary>That lists have what is asked for, in order, once each.</summary>
internal static class RecordListCases
{
    public static IReadOnlyList<RecordCase> All { get; } =
    [
        new("A list has the latest call first, in whatever order calls were stored", OrderAsync),
        new("A range of time has its beginning and not its end", RangeAsync),
        new("Each filter leaves only its own, and together they leave what all leave", FiltersAsync),
        new("Pages have every record once, also those of the same moment, and later calls do not move them", PagesAsync),
        new("A place that no page gave is refused", PlaceAsync),
    ];

    private static async Task OrderAsync(RecordBench bench)
    {
        var first = RecordBench.Record();
        var second = RecordBench.Record(1);
        var third = RecordBench.Record(1.0001);
        await bench.AddAsync(second).ConfigureAwait(false);
        await bench.AddAsync(third, first).ConfigureAwait(false);
        await bench.ListsAsync(new RecordQuery(), "The list", third, second, first).ConfigureAwait(false);
    }

    private static async Task RangeAsync(RecordBench bench)
    {
        StoredRecord[] records = [.. Enumerable.Range(0, 4).Select(i => RecordBench.Record(i))];
        await bench.AddAsync(records).ConfigureAwait(false);
        var from = RecordBench.Noon.AddMinutes(1).ToOffset(TimeSpan.FromHours(-7));
        var to = RecordBench.Noon.AddMinutes(3).ToOffset(TimeSpan.FromHours(5));
        await bench.ListsAsync(new RecordQuery { From = from }, "From a time on", records[3], records[2], records[1]).ConfigureAwait(false);
        await bench.ListsAsync(new RecordQuery { To = to }, "Up to a time", records[2], records[1], records[0]).ConfigureAwait(false);
        await bench.ListsAsync(new RecordQuery { From = from, To = to }, "Between two times", records[2], records[1]).ConfigureAwait(false);
    }

    private static async Task FiltersAsync(RecordBench bench)
    {
        var all = RecordBench.Record(
            9, tenant: "t", key: "k", user: "u", operation: "o", route: "r", table: "T", outcome: RouteOutcome.Broken);
        (string What, RecordQuery Query, StoredRecord Other)[] filters =
        [
            ("tenant", new() { Tenant = "t" }, RecordBench.Record(1, tenant: "t")),
            ("key", new() { Key = "k" }, RecordBench.Record(2, key: "k")),
            ("user", new() { User = "u" }, RecordBench.Record(3, user: "u")),
            ("operation", new() { OperationId = "o" }, RecordBench.Record(4, operation: "o")),
            ("route", new() { Route = "r" }, RecordBench.Record(5, route: "r")),
            ("table", new() { Table = "T" }, RecordBench.Record(6, table: "T")),
            ("outcome", new() { Outcome = RouteOutcome.Broken }, RecordBench.Record(7, outcome: RouteOutcome.Broken)),
        ];
        await bench.AddAsync([all, .. filters.Select(static f => f.Other)]).ConfigureAwait(false);
        foreach (var (what, query, other) in filters)
        {
            await bench.ListsAsync(query, $"Those of the {what}", all, other).ConfigureAwait(false);
        }

        await bench.ListsAsync(
            new RecordQuery
            {
                Tenant = "t",
                Key = "k",
                User = "u",
                OperationId = "o",
                Route = "r",
                Table = "T",
                Outcome = RouteOutcome.Broken,
                From = RecordBench.Noon,
                To = RecordBench.Noon.AddMinutes(10),
            },
            "Those of all filters", all).ConfigureAwait(false);
        await bench.ListsAsync(new RecordQuery { Tenant = "T" }, "Those of a tenant in other letters").ConfigureAwait(false);
    }

    private static async Task PagesAsync(RecordBench bench)
    {
        StoredRecord[] records = [.. Enumerable.Range(0, 23).Select(i => RecordBench.Record(i / 4, tenant: "t"))];
        await bench.AddAsync([.. records, RecordBench.Record(3, tenant: "other")]).ConfigureAwait(false);
        var expected = records.OrderByDescending(static r => r.StartedAt).ThenByDescending(static r => r.Id, StringComparer.Ordinal);
        var read = new List<StoredRecord>();
        string? after = null;
        do
        {
            var page = await bench.ListAsync(new RecordQuery { Tenant = "t", Limit = 5, After = after }).ConfigureAwait(false);
            bench.Check(page.Records.Count <= 5, $"A page of 5 had {page.Records.Count}.");
            read.AddRange(page.Records);
            after = page.Next;
            await bench.AddAsync(RecordBench.Record(60, tenant: "t")).ConfigureAwait(false);
        }
        while (after is not null && read.Count < 100);

        bench.Same(RecordBench.Ids(expected), RecordBench.Ids(read), "The pages together");
    }

    private static async Task PlaceAsync(RecordBench bench)
    {
        await bench.AddAsync(RecordBench.Record()).ConfigureAwait(false);
        foreach (var place in (string[])["", ".", "x.y", "-1.a", "12", "99999999999999999999.a", "4000000000000000000.a"])
        {
            try
            {
                await bench.ListAsync(new RecordQuery { After = place }).ConfigureAwait(false);
            }
            catch (ArgumentException)
            {
                continue;
            }

            bench.Check(false, $"'{place}' is no place, and was taken for one.");
        }
    }
}
