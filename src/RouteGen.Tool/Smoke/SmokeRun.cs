using RouteGen.Definitions;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>Makes the calls: one after the other at a place, and no more at a time than the command line allows.</summary>
internal sealed class SmokeRun(RouteTableDefinition table, ToolHost host, SmokeBench bench, SmokeOptions options) : IDisposable
{
    private readonly SemaphoreSlim _all = new(options.Concurrency);
    private readonly Dictionary<string, SemaphoreSlim> _providers = table.Providers.ToDictionary(
        static p => p.Name, _ => new SemaphoreSlim(options.PerProvider), StringComparer.Ordinal);

    /// <summary>Calls under way.</summary>
    private int _asking;

    /// <summary>Completes when the next of them ends.</summary>
    private TaskCompletionSource _ended = Waiting();

    /// <summary>Runs all.</summary>
    /// <param name="cases">The calls.</param>
    /// <param name="done">Hears of each call as it has ended, one at a time.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The calls in the order of the cases.</returns>
    public async Task<IReadOnlyList<SmokeCall>> RunAsync(
        IReadOnlyList<SmokeCase> cases, Action<SmokeCall> done, CancellationToken cancellation)
    {
        var results = new SmokeCall[cases.Count];
        var telling = new Lock();
        void Tell(int at, SmokeCall call)
        {
            lock (telling)
            {
                results[at] = call;
                done(call);
            }
        }

        await Task.WhenAll(cases.Select(static (c, i) => (Case: c, At: i)).GroupBy(static c => c.Case.Place.Id).Select(
            place => RunAsync([.. place], Tell, cancellation)));
        return results;
    }

    public void Dispose()
    {
        _all.Dispose();
        foreach (var provider in _providers.Values)
        {
            provider.Dispose();
        }
    }

    private static TaskCompletionSource Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync((SmokeCase Case, int At)[] place, Action<int, SmokeCall> done, CancellationToken cancellation)
    {
        SmokeCall? hopeless = null;
        foreach (var (next, at) in place)
        {
            if (next.Unable is { } unable)
            {
                done(at, NotRun(next, unable));
                continue;
            }

            if (hopeless is not null)
            {
                done(at, NotRun(next, new(
                    "same", $"It was not asked, since '{hopeless.Shape.Word()}' has failed there: {hopeless.Diagnosis!.Words}", "")));
                continue;
            }

            var call = await AskAsync(next, cancellation);
            hopeless = call.Diagnosis is { IsOfPlace: true } ? call : null;
            done(at, call);
        }
    }

    private async Task<SmokeCall> AskAsync(SmokeCase next, CancellationToken cancellation)
    {
        var provider = _providers[next.Place.Provider.Name];
        await provider.WaitAsync(cancellation);
        try
        {
            await _all.WaitAsync(cancellation);
            try
            {
                return SmokeJudge.Judge(table, next, await AskWithRoomAsync(next, cancellation), options.Timeout);
            }
            finally
            {
                _all.Release();
            }
        }
        finally
        {
            provider.Release();
        }
    }

    /// <summary>
    /// Asks again while the budget has no room for what calls under way have reserved: most of it comes back when they end.
    /// </summary>
    private async Task<SmokeReply> AskWithRoomAsync(SmokeCase next, CancellationToken cancellation)
    {
        while (true)
        {
            // What ends from here on may have been what was in the way.
            var ended = Volatile.Read(ref _ended).Task;
            Interlocked.Increment(ref _asking);
            var reply = await bench.AskAsync(next, cancellation);
            var others = Interlocked.Decrement(ref _asking);
            if (reply.Record.Fault == Fault.BudgetBusy && (others > 0 || ended.IsCompleted))
            {
                await ended.WaitAsync(cancellation);
                continue;
            }

            Interlocked.Exchange(ref _ended, Waiting()).SetResult();
            return reply;
        }
    }

    private SmokeCall NotRun(SmokeCase of, Diagnosis why) => new()
    {
        Place = of.Place,
        Shape = of.Shape,
        Verdict = SmokeVerdict.NotRun,
        At = host.Time.GetUtcNow(),
        Diagnosis = why,
    };
}
