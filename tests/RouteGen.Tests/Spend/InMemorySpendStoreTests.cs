using Microsoft.Extensions.Time.Testing;
using RouteGen.Spend;
using RouteGen.TestSupport.Spend;

namespace RouteGen.Tests.Spend;

public sealed class InMemorySpendStoreTests : SpendStoreContract
{
    private readonly FakeTimeProvider _time = new(RandomCalls.Start.AddDays(3));

    protected override ISpendStore Make() => new InMemorySpendStore(_time);

    [Fact]
    public async Task What_is_older_than_it_keeps_is_forgotten()
    {
        var store = new InMemorySpendStore(_time, TimeSpan.FromDays(1));
        var records = RandomCalls.Make(seed: 7, 200);
        await store.AppendAsync([.. records.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken);

        var report = await store.QueryAsync(
            new SpendQuery(RandomCalls.Start, RandomCalls.Start.AddDays(3)), TestContext.Current.CancellationToken);

        Assert.Equal(records.Count(r => r.StartedAt >= RandomCalls.Start.AddDays(2)), report.Total.Calls);
    }
}
