using RouteGen.Budgets;

namespace RouteGen.Tests.Chaos;

/// <summary>
/// What holds of a call however it ended: one record, which all are told of once, and which is what caller and ledger have.
/// </summary>
internal static class OrderInvariants
{
    /// <summary>Waits until a call whose caller is done has left nothing behind, and looks at what is left of it.</summary>
    public static async Task CheckAsync(OrderScene scene)
    {
        var wasContainerGone = scene.IsContainerGone;
        await scene.UntilAsync(() => scene.Hooked.Count > 0, "There is no record.");
        var record = Assert.Single(scene.Hooked);
        await scene.UntilAsync(
            () => IsSettled(scene, record), $"Not settled: {Balance(scene)} for {record.CostUsd}; {record.ToJson()}");
        await scene.UntilAsync(() => scene.UnderWay == 0, $"A place at the target is kept; {record.ToJson()}");
        await scene.UntilAsync(() => scene.Time.Armed == 0, $"A timer is armed; {record.ToJson()}");
        await scene.EndContainerAsync();
        await scene.UntilAsync(() => scene.Client.Open == 0, "The client's request is open.");

        Assert.Same(record, Assert.Single(scene.Hooked));
        Assert.Equal([record.Outcome.ToString()], CountedCalls.Of(scene.RouteName));

        // What ends after its container has no observers any more.
        Assert.InRange(scene.Observed.Records.Count, wasContainerGone ? 0 : 1, 1);
        Assert.All(scene.Observed.Records, r => Assert.Same(record, r));
        CheckLedger(scene, record);
        CheckAttempts(record);
        CheckCaller(scene, record);
    }

    /// <summary>
    /// What a ledger reserves after its container is gone, for a call that did not wait for it, nobody is left to give back: it expires.
    /// </summary>
    private static bool IsForgotten(OrderScene scene, RouteRecord record) =>
        scene.IsContainerGone && scene.Ledger.HoldsReservations && record.Attempts.Count == 0;

    // A lease that has expired leaves the balance of one that was settled for nothing, while its settlement is still on its way.
    private static bool IsSettled(OrderScene scene, RouteRecord record) =>
        Balance(scene) is var balance && balance.Committed == BudgetAmount.FromUsd(record.CostUsd ?? 0)
            && (IsForgotten(scene, record)
                || (balance.Reserved == BudgetAmount.Zero && (scene.Ledger.Asked == 0 || scene.Ledger.Settled.Count > 0)));

    private static BudgetBalance Balance(OrderScene scene) => scene.Ledger.GetBalanceAsync(new BudgetAccount
    {
        Table = "OrderTable",
        Budget = OrderTable.Budget.Name,
        Unit = BudgetUnit.Usd,
        Scope = "",
        Window = OrderTable.Budget.Window,
    }).AsTask().GetAwaiter().GetResult();

    /// <summary>One settlement, of one lease. A try that is repeated because no answer came says so, and says the same.</summary>
    private static void CheckLedger(OrderScene scene, RouteRecord record)
    {
        if (scene.Ledger.Asked == 0 || IsForgotten(scene, record))
        {
            Assert.InRange(scene.Ledger.Settled.Count, 0, scene.Ledger.Asked);
            return;
        }

        Assert.Single(scene.Ledger.Settled, s => !s.IsRetry);
        Assert.Single(scene.Ledger.Settled.Select(s => s.Id).Distinct());
        Assert.All(scene.Ledger.Settled, s => Assert.Equal(
            BudgetAmount.FromUsd(record.CostUsd ?? 0), Assert.Single(s.Charges, c => c.Account.Unit == BudgetUnit.Usd).Amount));
    }

    private static void CheckAttempts(RouteRecord record)
    {
        Assert.Equal(record.Attempts.Sum(a => a.CostUsd ?? 0), record.CostUsd ?? 0);
        Assert.Equal(record.Outcome == RouteOutcome.Served, record.Fault == Fault.None);
        Assert.All(record.Attempts.SkipLast(1), a => Assert.NotEqual(Fault.None, a.Fault));
        switch (record.Outcome)
        {
            case RouteOutcome.Served:
                Assert.Equal((Fault.None, record.ServedBy), (record.Attempts[^1].Fault, record.Attempts[^1].Target));
                break;
            case RouteOutcome.Broken:
                Assert.Equal((record.Fault, record.ServedBy), (record.Attempts[^1].Fault, record.Attempts[^1].Target));
                break;
            case RouteOutcome.Abandoned:
                Assert.Equal((Fault.Cancelled, Fault.Cancelled), (record.Fault, record.Attempts[^1].Fault));
                break;
            case RouteOutcome.Cancelled:
                Assert.Equal(Fault.Cancelled, record.Fault);
                Assert.All(record.Attempts, a => Assert.NotEqual(Fault.None, a.Fault));
                break;
            default:
                Assert.All(record.Attempts, a => Assert.NotEqual(Fault.None, a.Fault));
                break;
        }
    }

    private static void CheckCaller(OrderScene scene, RouteRecord record)
    {
        if (scene.Told is not null)
        {
            Assert.Same(record, scene.Told);
        }

        switch (scene.Thrown)
        {
            case RouteStreamBrokenException:
                Assert.Equal(RouteOutcome.Broken, record.Outcome);
                break;
            case RouteException:
                Assert.True(record.Outcome is RouteOutcome.Failed or RouteOutcome.Stopped, record.ToJson());
                break;
            case OperationCanceledException:
                Assert.Equal((true, RouteOutcome.Cancelled), (scene.IsCancelled, record.Outcome));
                break;
            case null when scene.IsWhole:
                Assert.Equal((RouteOutcome.Served, true), (record.Outcome, scene.Told is not null));
                break;
            case null when scene.WasLeft:
                // By its timer, or by the cancellation; a stream that had said why it ends is whole.
                Assert.True(
                    record is { Outcome: RouteOutcome.Broken, Fault: Fault.Timeout }
                    || (record.Outcome == RouteOutcome.Cancelled && scene.IsCancelled)
                    || record is { Outcome: RouteOutcome.Served, FinishReason: not null },
                    record.ToJson());
                break;
            case null:
                // The caller disposed of a stream.
                Assert.True(scene.IsStreamed);
                Assert.True(scene.IsCancelled || record.Outcome != RouteOutcome.Cancelled, record.ToJson());
                Assert.True(record.Outcome is not (RouteOutcome.Failed or RouteOutcome.Stopped), record.ToJson());
                break;
            default:
                Assert.Fail($"{scene.Thrown}");
                break;
        }
    }
}
