namespace RouteGen.Tests.Chaos;

/// <summary>
/// A reply, a cancellation, a timer, a disposal, a late ledger and the end of the container, in every order and at every phase of a call:
/// it ends once, and record, caller, ledger, observers, metric and target agree on how.
/// </summary>
[CollectionDefinition(nameof(EveryOrderTests), DisableParallelization = true)]
[Collection(nameof(EveryOrderTests))]
public sealed class EveryOrderTests
{
    private const int Most = 4;

    public static TheoryData<OrderPhase> Phases => [.. Enum.GetValues<OrderPhase>()];

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task A_call_ends_once_whatever_comes_after_what(OrderPhase phase)
    {
        // Most of the time of each is waiting.
        await Parallel.ForEachAsync(
            Orders(phase).Index(),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (numbered, _) => await PlayAsync(
                phase,
                numbered.Item,
                numbered.Index % 2 == 0 ? OrderEnding.ReadsOn : OrderEnding.Disposes,
                hasSpare: numbered.Index % 3 == 0 && CanHaveSpare(phase, numbered.Item)));
    }

    /// <summary>
    /// A spare's reservation is asked for in real time while virtual time goes by: where something hangs on it, it must not seem late.
    /// </summary>
    private static bool CanHaveSpare(OrderPhase phase, OrderEvent[] order) =>
        phase is not (OrderPhase.Reserving or OrderPhase.ReservingStream)
        && !order.Contains(OrderEvent.RunsOutWhole) && !order.Contains(OrderEvent.ContainerEnds);

    private static async Task PlayAsync(OrderPhase phase, OrderEvent[] order, OrderEnding ending, bool hasSpare)
    {
        try
        {
            await using var scene = new OrderScene(phase, order.Contains(OrderEvent.LedgerAnswers), hasSpare);
            await scene.BeginAsync();
            foreach (var what in order)
            {
                scene.Happen(what);
                scene.Act(what);
                OrderScene.Rest();
            }

            await scene.EndAsync(ending);
            await OrderInvariants.CheckAsync(scene);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{phase}: {string.Join(", ", order)}; {ending}{(hasSpare ? " with a spare" : "")}", e);
        }
    }

    /// <summary>Every permutation of every choice of what can happen at a phase.</summary>
    private static IEnumerable<OrderEvent[]> Orders(OrderPhase phase)
    {
        var isStreamed = phase is not (OrderPhase.Reserving or OrderPhase.Whole or OrderPhase.Vectors);
        OrderEvent[] all = [.. Enum.GetValues<OrderEvent>().Where(e => isStreamed || e != OrderEvent.Disposes)];
        return Extend([], all);

        static IEnumerable<OrderEvent[]> Extend(OrderEvent[] begun, OrderEvent[] all) => begun.Length == Most
            ? []
            : all.Except(begun).SelectMany(e => Extend([.. begun, e], all).Prepend([.. begun, e]));
    }
}
