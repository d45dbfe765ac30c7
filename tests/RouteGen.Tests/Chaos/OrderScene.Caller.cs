using Microsoft.Extensions.AI;

namespace RouteGen.Tests.Chaos;

/// <content>The caller: one thing after the other, and what that caller was handed.</content>
internal sealed partial class OrderScene
{
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private Task<bool>? _move;
    private Task? _disposal;
    private bool _disposes;

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

    /// <summary>Brings the call to its end, as a caller does who waits for the reply, or disposes of the stream, or neither.</summary>
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

    private bool IsOver => Thrown is not null || IsWhole;

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
