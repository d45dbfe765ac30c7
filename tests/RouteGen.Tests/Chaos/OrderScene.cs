using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Hosting;
using RouteGen.Routes;

namespace RouteGen.Tests.Chaos;

/// <summary>One call of one container in virtual time, and what happens to it. What is awaited is awaited for a bounded time.</summary>
internal sealed partial class OrderScene : IAsyncDisposable
{
    /// <summary>In real time, on a machine that may have other suites to run: a bound, and no measure.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _caller = new();
    private readonly ServiceProvider _services;
    private readonly LedgerThreads _ledgerThreads;
    private readonly OrderPhase _phase;
    private Task? _containerEnd;

    public OrderScene(OrderPhase phase, bool holdsSettlements, bool hasSpare = false, bool isDeaf = false)
    {
        _phase = phase;
        CountedCalls.Begin();
        Ledger = new CountingLedger
        {
            HoldsReservations = phase is OrderPhase.Reserving or OrderPhase.ReservingStream,
            HoldsSettlements = holdsSettlements,
        };
        Client = new GatedClient { IsDeaf = isDeaf };
        OrderTable.Current.Value = OrderTable.Define(hasSpare);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IBudgetLedger>(Ledger)
            .AddSingleton<IRouteObserver>(Observed)
            .Configure<BudgetOptions>(o =>
            {
                o.DrainTimeout = Longest;

                // A ledger that is asked in real time must not be late because virtual time jumps.
                o.LedgerTimeout = Ledger.HoldsReservations ? o.LedgerTimeout : TimeSpan.FromDays(1);
            });
        services.AddRouteTable<OrderTable>(o =>
        {
            o.UseChatClient("first", _ => Client).UseEmbeddingGenerator("third", _ => Client);
            if (hasSpare)
            {
                var spare = new GatedClient();
                spare.OpenTo(GatedClient.End);
                o.UseChatClient("second", _ => spare);
            }
        });
        _services = services.BuildServiceProvider();
        Table = _services.GetRequiredService<OrderTable>();
        _ledgerThreads = ThreadsOf(_services.GetRequiredService<LedgerAccess>().Gate!);
    }

    public VirtualTime Time { get; } = new();

    public CountingLedger Ledger { get; }

    public GatedClient Client { get; }

    public OrderTable Table { get; }

    public SeenRecords Observed { get; } = new();

    /// <summary>The one task of a whole reply or of vectors.</summary>
    public Task<RouteRecord>? Reply { get; private set; }

    public bool IsStreamed => IsOfStream(_phase);

    /// <summary>The record that the caller was handed, by a reply, an update or an exception.</summary>
    public RouteRecord? Told { get; private set; }

    /// <summary>What the caller was thrown.</summary>
    public Exception? Thrown { get; private set; }

    /// <summary>Whether the reply came whole.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether the caller neither came to the end of a stream nor disposed of it.</summary>
    public bool WasLeft => IsStreamed && !IsOver && _disposal is null;

    /// <summary>Whether the caller cancelled.</summary>
    public bool IsCancelled => _caller.IsCancellationRequested;

    /// <summary>Whether the container was gone before everything else was over.</summary>
    public bool IsContainerGone { get; private set; }

    public IReadOnlyCollection<RouteRecord> Hooked =>
        _phase == OrderPhase.Vectors ? Table.Vectors.Records : Table.Chat.Records;

    public string RouteName => OrderRoute.Definition.Name;

    public int UnderWay => OrderRoute.Plan.Entries.Sum(e => e.Slot.Load?.UnderWay ?? 0);

    public static bool IsOfStream(OrderPhase phase) => phase is not (OrderPhase.Reserving or OrderPhase.Whole or OrderPhase.Vectors);

    /// <summary>Makes the call, and waits until it is as far as it is to be.</summary>
    public async Task BeginAsync()
    {
        if (_phase == OrderPhase.Vectors)
        {
            Reply = VectorsAsync();
        }
        else if (!IsStreamed)
        {
            Reply = WholeAsync();
        }
        else
        {
            _updates = Table.Chat.GetStreamingResponseAsync("a ticket", cancellationToken: _caller.Token).GetAsyncEnumerator();
            _ = BeginMove();
        }

        if (Ledger.HoldsReservations)
        {
            await UntilAsync(() => Ledger.Asked == 1, inTime: false);
            return;
        }

        await UntilAsync(() => Client.At == GatedClient.First, inTime: false);
        if (_phase is OrderPhase.Moving or OrderPhase.BetweenMoves)
        {
            Client.OpenTo(GatedClient.First);
            await ReadToAsync(u => u.Text.Length > 0, thenMoves: _phase == OrderPhase.Moving);
        }
        else if (_phase is OrderPhase.MovingAfterFinish or OrderPhase.BetweenMovesAfterFinish)
        {
            Client.OpenTo(GatedClient.Finish);
            await ReadToAsync(u => u.FinishReason is not null, thenMoves: _phase == OrderPhase.MovingAfterFinish);
        }
    }

    /// <summary>Lets something happen, and what follows from it come to rest.</summary>
    public void Happen(OrderEvent what)
    {
        switch (what)
        {
            case OrderEvent.Arrives:
                Client.OpenNext();
                break;
            case OrderEvent.Cancels:
                _caller.Cancel();
                break;
            case OrderEvent.RunsOut:
                Pass(TimeSpan.FromSeconds(7));
                break;
            case OrderEvent.RunsOutWhole:
                Pass(TimeSpan.FromSeconds(41));
                break;
            case OrderEvent.Disposes:
                break;
            case OrderEvent.LedgerAnswers:
                Ledger.Answer();
                break;
            case OrderEvent.ContainerEnds:
                _containerEnd ??= Task.Run(async () => await _services.DisposeAsync());
                IsContainerGone = true;
                break;
        }
    }

    /// <summary>Waits a moment for what runs elsewhere, so that events come in their order; where they do not, all holds as well.</summary>
    public void Rest()
    {
        for (int calm = 0, i = 0; calm < 20 && i < 200; i++)
        {
            calm = ThreadPool.PendingWorkItemCount == 0 && !IsAnyToBeAsked(_ledgerThreads) ? calm + 1 : 0;
            Thread.SpinWait(20);
        }
    }

    /// <summary>Ends the container, so that all its observers have been told.</summary>
    public async Task EndContainerAsync() => await WithinAsync(_containerEnd ??= Task.Run(async () => await _services.DisposeAsync()));

    /// <summary>
    /// Waits for something. Where nothing is left to do but to wait for virtual time, it passes; never while the ledger has something
    /// before it that it is going to answer.
    /// </summary>
    public async Task UntilAsync(Func<bool> isSo, string? what = null, bool inTime = true)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 1; !isSo(); i++)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, what ?? "It takes too long.");
            Rest();

            // The pool is not only this scene's, so what it has to do counts for a while only.
            var isBusy = Ledger.Before > 0 || IsAnyToBeAsked(_ledgerThreads) || (ThreadPool.PendingWorkItemCount > 0 && i % 10 > 0);
            if (!isSo() && (isBusy || !inTime || !Time.AdvanceToNext()))
            {
                await Task.Delay(1);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Ledger.Answer();
        Client.OpenTo(GatedClient.End);
        await EndContainerAsync();
        _caller.Dispose();
    }

    private ModelRoute OrderRoute => _phase == OrderPhase.Vectors ? Table.Vectors : Table.Chat;

    private async Task WithinAsync(Task task)
    {
        await UntilAsync(() => task.IsCompleted);
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Pass(TimeSpan time)
    {
        var isOver = false;
        using var end = Time.CreateTimer(_ => Volatile.Write(ref isOver, true), null, time, Timeout.InfiniteTimeSpan);
        while (!Volatile.Read(ref isOver) && Time.AdvanceToNext())
        {
        }
    }

    /// <summary>Whether a ledger's thread is to ask it something, or does so now.</summary>
    private static bool IsAnyToBeAsked(LedgerThreads threads)
    {
        lock (Waiting(threads))
        {
            return Waiting(threads).Count > 0 || Threads(threads) > Idle(threads);
        }

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_waiting")]
        static extern ref Queue<Task> Waiting(LedgerThreads threads);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_threads")]
        static extern ref int Threads(LedgerThreads threads);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_idle")]
        static extern ref int Idle(LedgerThreads threads);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_threads")]
    private static extern ref LedgerThreads ThreadsOf(LedgerGate gate);
}
