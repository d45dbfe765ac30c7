namespace RouteGen.Tests.Chaos;

/// <summary>
/// A reply, a cancellation, a timer, a disposal, a late ledger and the end of the container, in every order and at every phase of a call:
/// it ends once, and record, caller, ledger, observers, metric and target agree on how. Which orders a run plays: <see cref="OrderDraw"/>.
/// </summary>
/// <remarks>
/// No verdict is by the clock of the machine. Virtual time stands still while the ledger has anything before it, so that a machine that
/// comes to nothing makes no ledger late.
/// </remarks>
[CollectionDefinition(nameof(EveryOrderTests), DisableParallelization = true)]
[Collection(nameof(EveryOrderTests))]
public sealed class EveryOrderTests
{
    public static TheoryData<OrderPhase> Phases => [.. Enum.GetValues<OrderPhase>()];

    public static MatrixTheoryData<OrderPhase, OrderEnding> LeftStreams =>
        new(Enum.GetValues<OrderPhase>().Where(OrderScene.IsOfStream), [OrderEnding.Leaves, OrderEnding.ComesBack]);

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task A_call_ends_once_whatever_comes_after_what(OrderPhase phase)
    {
        // Much of the time of each is waiting.
        await Parallel.ForEachAsync(
            OrderDraw.Orders(phase, longer: 150).Index(),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (numbered, _) => await PlayAsync(
                phase,
                numbered.Item,
                numbered.Index % 2 == 0 ? OrderEnding.ReadsOn : OrderEnding.Disposes,
                hasSpare: numbered.Index % 3 == 0 && CanHaveSpare(phase, numbered.Item)));
    }

    /// <summary>The same at one time, on threads that set off together. The caller's own steps follow one another, as they must.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_ends_once_whatever_happens_at_the_same_time(bool isDeaf)
    {
        var dice = OrderDraw.Dice(isDeaf ? 14 : 41);
        for (var round = 0; round < OrderDraw.Rounds; round++)
        {
            var phase = (OrderPhase)dice.Next(Phases.Count);
            OrderEvent[] events = [.. OrderDraw.Possible(phase).OrderBy(_ => dice.Next()).Take(2 + dice.Next(3))];
            await PlayAsync(phase, events, (OrderEnding)dice.Next(2), hasSpare: false, isDeaf, dice);
        }
    }

    /// <summary>
    /// A stream whose caller neither moves nor disposes of it is ended by its timer, or by the caller's cancellation, with its one record;
    /// who comes back later is told that record.
    /// </summary>
    [Theory]
    [MemberData(nameof(LeftStreams))]
    public async Task A_stream_that_its_caller_leaves_ends_once_whatever_comes_after_what(OrderPhase phase, OrderEnding ending)
    {
        await Parallel.ForEachAsync(
            OrderDraw.Orders(phase, longer: 60, OrderEvent.Disposes),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (order, _) => await PlayAsync(phase, order, ending, hasSpare: false));
    }

    public static IEnumerable<TheoryDataRow<OrderPhase, OrderEvent>> Waits =>
        from phase in new[]
        {
            OrderPhase.Whole, OrderPhase.Vectors, OrderPhase.BeforeFirstToken, OrderPhase.Moving, OrderPhase.MovingAfterFinish
        }
        from end in new[] { OrderEvent.RunsOut, OrderEvent.Cancels }
        select new TheoryDataRow<OrderPhase, OrderEvent>(phase, end);

    /// <summary>Whoever waits for a client that takes no notice of its token is told in time all the same.</summary>
    [Theory]
    [MemberData(nameof(Waits))]
    public async Task A_caller_does_not_wait_for_a_client_that_does_not_listen(OrderPhase phase, OrderEvent end)
    {
        await using var scene = new OrderScene(phase, holdsSettlements: false, isDeaf: true);
        await scene.BeginAsync();

        scene.Happen(end);
        await scene.UntilAsync(scene.IsCallerDone, "The caller waits for the client.", inTime: false);

        await scene.EndAsync(OrderEnding.ReadsOn);
        await OrderInvariants.CheckAsync(scene);
    }

    /// <summary>
    /// No reply, and no end of a stream, waits for what the ledger makes of it. Virtual time stands still: a wait would never end.
    /// </summary>
    [Theory]
    [MemberData(nameof(Phases))]
    public async Task A_reply_is_not_held_back_by_its_settlement(OrderPhase phase)
    {
        await using var scene = new OrderScene(phase, holdsSettlements: true);
        if (scene.Ledger.HoldsReservations)
        {
            return;
        }

        await scene.BeginAsync();
        await scene.ReadToEndInNoTimeAsync();

        Assert.Equal((true, RouteOutcome.Served), (scene.IsWhole, Assert.Single(scene.Hooked).Outcome));
        Assert.Empty(scene.Ledger.Settled);
        scene.Ledger.Answer();
        await OrderInvariants.CheckAsync(scene);
    }

    /// <summary>
    /// A spare's reservation is asked for in real time while virtual time goes by: where something hangs on it, it must not seem late.
    /// </summary>
    private static bool CanHaveSpare(OrderPhase phase, OrderEvent[] order) =>
        phase is not (OrderPhase.Reserving or OrderPhase.ReservingStream)
        && !order.Contains(OrderEvent.RunsOutWhole) && !order.Contains(OrderEvent.ContainerEnds);

    private static async Task PlayAsync(
        OrderPhase phase, OrderEvent[] order, OrderEnding ending, bool hasSpare, bool isDeaf = false, Random? together = null)
    {
        try
        {
            await using var scene = new OrderScene(phase, order.Contains(OrderEvent.LedgerAnswers), hasSpare, isDeaf);
            await scene.BeginAsync();
            if (together is not null)
            {
                HappenTogether(scene, order, together);
            }
            else
            {
                foreach (var what in order)
                {
                    scene.Happen(what);
                    scene.Act(what);
                    scene.Rest();
                }
            }

            await scene.EndAsync(ending);
            await OrderInvariants.CheckAsync(scene);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"{phase}: {string.Join(together is null ? ", " : " and ", order)}; {ending}{(hasSpare ? " with a spare" : "")} "
                + $"({OrderDraw.Repeat})",
                e);
        }
    }

    private static void HappenTogether(OrderScene scene, OrderEvent[] events, Random dice)
    {
        using var start = new Barrier(events.Length + 1);
        Thread[] threads =
        [
            .. events.Select(e => Run(dice.Next(2_000), () => scene.Happen(e))),
            Run(dice.Next(2_000), () => Array.ForEach(events, scene.Act)),
        ];
        Array.ForEach(threads, static t => Assert.True(t.Join(OrderScene.Longest), "What happens does not end."));

        Thread Run(int later, Action act)
        {
            var thread = new Thread(() =>
            {
                start.SignalAndWait();
                Thread.SpinWait(later);
                act();
            })
            { IsBackground = true };
            thread.Start();
            return thread;
        }
    }
}
