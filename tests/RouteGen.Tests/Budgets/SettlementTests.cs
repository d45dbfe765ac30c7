using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Budgets;

/// <summary>
/// Nobody waits for a settlement, and none is forgotten. Only what is said to wait for time waits for it: no clock runs here.
/// </summary>
public sealed class SettlementTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static readonly BudgetAccount Account = new()
    {
        Table = "TestTable",
        Budget = "daily",
        Unit = BudgetUnit.Calls,
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Month),
    };

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly LogLines _log = new();

    public static TheoryData<bool> Ways => [false, true];

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task In_memory_it_is_settled_when_the_method_returns()
    {
        var ledger = new InMemoryBudgetLedger(_time);
        await using var access = Make(ledger);
        var lease = await HoldAsync(ledger);

        Settle(access, lease, 7);

        Assert.True(lease.IsSettled);
        Assert.True(access.SettledAsync().IsCompletedSuccessfully);
        Assert.Equal(Amounts.Balance(7, 0), await ledger.GetBalanceAsync(Account));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Any_other_ledger_settles_in_its_own_time_and_it_can_be_known_when(bool blocks)
    {
        var ledger = new HangingLedger(blocks);
        await using var access = Make(ledger);
        var lease = await HoldAsync(ledger);
        ledger.Hang();

        Settle(access, lease, 7);

        var settled = access.SettledAsync();
        Assert.False(settled.IsCompleted);
        Assert.Equal(Amounts.Balance(0, 10), await ledger.GetBalanceAsync(Account));
        ledger.ComeBack();
        await settled.WaitAsync(Long);
        Assert.Equal(Amounts.Balance(7, 0), await ledger.GetBalanceAsync(Account));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_waits_for_room_is_woken_when_it_lands_and_not_by_the_next_round(bool isLeftToTheRounds)
    {
        var ledger = new HangingLedger(blocks: false);
        await using var access = Make(ledger);
        var lease = await HoldAsync(ledger);
        var place = access.Room.LineUp(Account);
        ledger.Hang();
        Settle(access, lease, 7);
        if (isLeftToTheRounds)
        {
            // Past the moment after which the rounds have it, and far from the first of them.
            _time.Advance(LedgerGate.Moment);
        }

        var woken = place.WaitAsync(Timeout.InfiniteTimeSpan, _time, TestContext.Current.CancellationToken);
        Assert.False(woken.IsCompleted);
        ledger.ComeBack();

        await woken.AsTask().WaitAsync(Long);
        Assert.Equal(Amounts.Balance(7, 0), await ledger.GetBalanceAsync(Account));
        access.Room.Leave(place);
        await access.SettledAsync().WaitAsync(Long);
    }

    [Fact]
    public async Task What_fails_is_told_and_tried_again()
    {
        var ledger = new HangingLedger(blocks: false) { ThenThrows = new InvalidOperationException("down") };
        await using var access = Make(ledger);
        var lease = await HoldAsync(ledger);
        ledger.Hang();

        Settle(access, lease, 7);
        await Patiently.UntilAsync(() => ledger.Waiting == 1);
        ledger.ComeBack();
        var settled = access.SettledAsync();
        await Patiently.UntilAsync(() => !_log.All.IsEmpty);

        Assert.Equal((44, false), (Assert.Single(_log.All).Id, settled.IsCompleted));
        Assert.Contains("support", _log.All.Single().Text, StringComparison.Ordinal);
        await PassAsync(settled);
        Assert.Equal(Amounts.Balance(7, 0), await ledger.GetBalanceAsync(Account));
    }

    [Fact]
    public async Task What_comes_after_an_operation_that_was_given_up_waits_for_it()
    {
        var ledger = new HangingLedger(blocks: false);
        await using var access = Make(ledger);
        var lease = new BudgetLease(ledger, TimeSpan.FromHours(1));
        ledger.Hang();
        var reserving = lease.TryReserveAsync([Amounts.Charge(Account, 10)]).AsTask();
        lease.Abandon();

        access.Settle(lease, [Amounts.Charge(Account, 0)], "support", _log, reserving, _time.GetTimestamp());
        var settled = access.SettledAsync();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        await Task.Delay(50);
        Assert.False(settled.IsCompleted);
        ledger.ComeBack();

        await PassAsync(settled);
        Assert.Equal(default, await ledger.GetBalanceAsync(Account));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_end_of_the_container_waits_for_what_is_under_way_and_for_what_begins_meanwhile(bool blocks)
    {
        var ledger = new HangingLedger(blocks);
        var access = Make(ledger, drain: Long);
        var (first, second) = (await HoldAsync(ledger), await HoldAsync(ledger));
        ledger.Hang();
        Settle(access, first, 7);

        var end = access.DisposeAsync().AsTask();
        Settle(access, second, 2);
        Assert.False(end.IsCompleted);
        ledger.ComeBack();

        await end.WaitAsync(Long);
        Assert.Equal(Amounts.Balance(9, 0), await ledger.GetBalanceAsync(Account));
    }

    [Fact]
    public async Task It_waits_no_longer_than_it_may_and_tells_what_is_lost()
    {
        var ledger = new HangingLedger(blocks: true);
        var access = Make(ledger, drain: TimeSpan.FromMilliseconds(100));
        var lease = await HoldAsync(ledger);
        ledger.Hang();
        Settle(access, lease, 7);
        var settled = access.SettledAsync();

        await access.DisposeAsync().AsTask().WaitAsync(Long);

        Assert.Equal((46, "A settlement was abandoned: daily 7 Calls"), Assert.Single(_log.All));
        await settled.WaitAsync(Long);
        ledger.ComeBack();
    }

    [Fact]
    public async Task Of_many_at_once_each_is_settled_once()
    {
        var ledger = new HangingLedger(blocks: false);
        await using var access = Make(ledger);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (_, _) => Settle(access, await HoldAsync(ledger), 3));

        await access.SettledAsync().WaitAsync(Long);

        Assert.Equal(Amounts.Balance(6_000, 0), await ledger.GetBalanceAsync(Account));
        Assert.Empty(_log.All);
    }

    private static async Task<BudgetLease> HoldAsync(IBudgetLedger ledger)
    {
        var lease = new BudgetLease(ledger, TimeSpan.FromHours(1));
        Assert.True((await lease.TryReserveAsync([Amounts.Charge(Account, 10)])).IsGranted);
        return lease;
    }

    private void Settle(LedgerAccess access, BudgetLease lease, long units) =>
        access.Settle(lease, [Amounts.Charge(Account, units)], "support", _log);

    private LedgerAccess Make(IBudgetLedger ledger, TimeSpan? drain = null)
    {
        var services = new ServiceCollection().AddSingleton(ledger).AddSingleton<TimeProvider>(_time);
        services.Configure<BudgetOptions>(o => o.DrainTimeout = drain ?? TimeSpan.FromSeconds(5));
        return new(services.BuildServiceProvider());
    }

    private async Task PassAsync(Task task)
    {
        for (var i = 0; i < 1_000 && !task.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(task, Patiently.MomentAsync());
        }

        await task.WaitAsync(Long);
    }
}
