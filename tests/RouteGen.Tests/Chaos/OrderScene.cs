using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Hosting;
using RouteGen.Routes;

namespace RouteGen.Tests.Chaos;

/// <summary>How far a call is when things begin to happen to it.</summary>
public enum OrderPhase
{
    /// <summary>The ledger has not answered yet what a whole reply is to reserve.</summary>
    Reserving,

    /// <summary>The same of a stream.</summary>
    ReservingStream,

    /// <summary>A whole reply is waited for.</summary>
    Whole,

    /// <summary>Vectors are waited for.</summary>
    Vectors,

    /// <summary>The first token of a stream is waited for.</summary>
    BeforeFirstToken,

    /// <summary>The second word is waited for.</summary>
    Moving,

    /// <summary>The caller looks at the first word.</summary>
    BetweenMoves,

    /// <summary>The finish reason has come, and the caller waits for what comes after it.</summary>
    MovingAfterFinish,

    /// <summary>The caller looks at the finish reason.</summary>
    BetweenMovesAfterFinish,
}

/// <summary>What can happen to a call.</summary>
public enum OrderEvent
{
    /// <summary>The next part of the reply is there; a caller of a stream who waits for nothing asks for it.</summary>
    Arrives,

    /// <summary>The caller cancels.</summary>
    Cancels,

    /// <summary>Longer than the time of an attempt, a first token and a silence goes by.</summary>
    RunsOut,

    /// <summary>
    /// Longer than any time of the call goes by, and less than the minute after which an operation of the ledger that has not come back
    /// counts as one that never will.
    /// </summary>
    RunsOutWhole,

    /// <summary>The caller disposes of the stream, at the latest when its move is over.</summary>
    Disposes,

    /// <summary>The ledger, which kept all waiting, answers.</summary>
    LedgerAnswers,

    /// <summary>The container is disposed of.</summary>
    ContainerEnds,
}

/// <summary>What the caller does when nothing more happens.</summary>
public enum OrderEnding
{
    /// <summary>The caller takes what comes to the end, and disposes of the stream.</summary>
    ReadsOn,

    /// <summary>The caller disposes of the stream as soon as it can.</summary>
    Disposes,

    /// <summary>The caller neither moves nor disposes of the stream.</summary>
    Leaves,

    /// <summary>The caller leaves, and moves on when the stream's time is over.</summary>
    ComesBack,
}

/// <summary>One call of one container in virtual time, and what happens to it. What is awaited is awaited for a bounded time.</summary>
internal sealed class OrderScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _caller = new();
    private readonly ServiceProvider _services;
    private readonly OrderPhase _phase;
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private Task<bool>? _move;
    private Task? _disposal;
    private Task? _containerEnd;
    private bool _disposes;

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
                o.DrainTimeout = Patience;

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
            await UntilAsync(() => Ledger.Asked == 1);
            return;
        }

        await UntilAsync(() => Client.At == GatedClient.First);
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

    /// <summary>The caller's own part of what happens: one who waits for nothing moves or disposes.</summary>
    public void Act(OrderEvent what)
    {
        _disposes |= what == OrderEvent.Disposes;
        CatchUp();
        if (what == OrderEvent.Arrives && IsStreamed && _move is null && _disposal is null && !IsOver)
        {
            _ = BeginMove();
            CatchUp();
        }
    }

    /// <summary>Whether the caller waits for nothing.</summary>
    public bool IsCallerDone()
    {
        CatchUp();
        return _move is null && Reply is null or { IsCompleted: true };
    }

    /// <summary>Waits a moment for what runs elsewhere.</summary>
    public static void Rest()
    {
        for (int calm = 0, i = 0; calm < 3 && i < 100; i++)
        {
            calm = ThreadPool.PendingWorkItemCount == 0 ? calm + 1 : 0;
            Thread.Sleep(0);
        }
    }

    /// <summary>Brings the call to its end as the caller does who waits for the reply, or disposes of the stream, or does neither.</summary>
    public async Task EndAsync(OrderEnding ending)
    {
        Ledger.Answer();
        if (!IsStreamed)
        {
            Client.OpenTo(GatedClient.End);
            await WithinAsync(Reply!);
            return;
        }

        CatchUp();
        if (ending is OrderEnding.Leaves or OrderEnding.ComesBack)
        {
            await UntilAsync(
                () =>
                {
                    CatchUp();
                    return Hooked.Count > 0 && _move is null;
                },
                "A stream that was left has no record.");
            if (ending == OrderEnding.Leaves)
            {
                return;
            }
        }

        Client.OpenTo(GatedClient.End);
        _disposes |= ending == OrderEnding.Disposes;
        for (CatchUp(); _disposal is null && !IsOver; CatchUp())
        {
            await WithinAsync(_move ?? BeginMove());
        }

        await WithinAsync(_disposal ??= DisposeStreamAsync());
        await _disposal;
    }

    /// <summary>Takes all of the reply while no virtual time passes.</summary>
    public async Task ReadToEndInNoTimeAsync()
    {
        Client.OpenTo(GatedClient.End);
        for (; IsStreamed && !IsOver; CatchUp())
        {
            var move = _move ?? BeginMove();
            await UntilAsync(() => move.IsCompleted, "An update is held back.", inTime: false);
        }

        await UntilAsync(() => Reply?.IsCompleted ?? true, "A reply is held back.", inTime: false);
        if (IsStreamed)
        {
            _disposal ??= DisposeStreamAsync();
            await UntilAsync(() => _disposal.IsCompleted, "A disposal is held back.", inTime: false);
        }
    }

    /// <summary>Ends the container, so that all its observers have been told.</summary>
    public async Task EndContainerAsync() => await WithinAsync(_containerEnd ??= Task.Run(async () => await _services.DisposeAsync()));

    /// <summary>Waits for something, in real time at first; after that virtual time passes too.</summary>
    public async Task UntilAsync(Func<bool> isSo, string? what = null, bool inTime = true)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, what ?? "It takes too long.");
            if (i < 50)
            {
                Thread.Sleep(0);
                continue;
            }

            await Task.Delay(1);
            if (i > 52 && inTime)
            {
                Time.AdvanceToNext();
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

    private bool IsOver => Thrown is not null || IsWhole;

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

    private Task<bool> BeginMove() => _move = _updates!.MoveNextAsync().AsTask();

    private async Task ReadToAsync(Func<ChatResponseUpdate, bool> isThere, bool thenMoves)
    {
        do
        {
            await UntilAsync(() => (_move ?? BeginMove()).IsCompleted, inTime: false);
            CatchUp();
            Assert.False(IsOver, $"{Thrown}");
        }
        while (!isThere(_updates!.Current));

        if (thenMoves)
        {
            _ = BeginMove();
        }
    }

    /// <summary>Takes note of a move that is over, and disposes of the stream where that was only waiting for it.</summary>
    private void CatchUp()
    {
        if (_move is { IsCompleted: true } move)
        {
            _move = null;
            if (move.IsFaulted || move.IsCanceled)
            {
                Thrown = Assert.ThrowsAny<Exception>(() => move.GetAwaiter().GetResult());
                Told ??= (Thrown as RouteException)?.Record;
            }
            else if (move.Result)
            {
                Told ??= _updates!.Current.GetRouteRecord();
            }
            else
            {
                IsWhole = true;
            }
        }

        if (_disposes && _move is null)
        {
            _disposal ??= DisposeStreamAsync();
        }
    }

    private async Task DisposeStreamAsync() => await _updates!.DisposeAsync();

    private async Task<RouteRecord> WholeAsync() => await NoteAsync(async () =>
        (await Table.Chat.GetResponseAsync("a ticket", cancellationToken: _caller.Token)).Record);

    private async Task<RouteRecord> VectorsAsync() => await NoteAsync(async () =>
        (await Table.Vectors.GenerateAsync(["a ticket"], cancellationToken: _caller.Token)).Record);

    private async Task<RouteRecord> NoteAsync(Func<Task<RouteRecord>> ask)
    {
        try
        {
            Told = await ask();
            IsWhole = true;
            return Told;
        }
        catch (Exception e)
        {
            Thrown = e;
            Told = (e as RouteException)?.Record;
            throw;
        }
    }
}
