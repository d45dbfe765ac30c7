using System.Threading.Tasks.Sources;
using RouteGen.Attempts;
using RouteGen.Carriers;
using RouteGen.Wire;

namespace RouteGen.Calls;

/// <summary>
/// Reads the stream of one call: it fails over before the first meaningful update, and ends after it with a record, an exception, or both.
/// </summary>
/// <remarks>
/// <para>
/// Two can end the call: its reader, and the timer or token that gives it up, be it that the client never comes back, or that the caller
/// neither moves on nor disposes of the stream. Only who has the <see cref="StreamTurn"/> touches the call, and nobody waits with it.
/// </para>
/// <para>An update that is there already is handed on without a task, a state machine or an allocation.</para>
/// </remarks>
/// <typeparam name="TPiece">What the caller gets at a time.</typeparam>
/// <param name="stream">The stream.</param>
/// <param name="cancellationToken">The enumeration's token.</param>
internal sealed partial class RouteStreamReader<TPiece>(RouteStream<TPiece> stream, CancellationToken cancellationToken)
    : IAsyncEnumerator<TPiece>, IValueTaskSource<bool>
{
    private StreamTurn _turn;
    private RouteCall _call = null!;
    private Attempt _attempt = null!;
    private PiecewiseDelivery<TPiece>? _delivery;
    private CancellationTokenSource? _linked;
    private CancellationTokenRegistration _givenUp;
    private bool _hasBegun;
    private bool _isOpening;

    /// <summary>The move that the caller waits for; completed once for each move, by whoever has the turn.</summary>
    private ManualResetValueTaskSourceCore<bool> _move;
    private ValueTask<bool> _reading;
    private Action? _onRead;
    private bool _isWaiting;

    /// <summary>How the stream ended, as its reader found it.</summary>
    private FaultInfo _end;

    /// <summary>The call, once the stream was moved.</summary>
    public RouteCall Call => _call;

    /// <summary>The attempt that serves, once the first move came back.</summary>
    public Attempt Attempt => _attempt;

    public TPiece Current { get; private set; } = default!;

    public ValueTask<bool> MoveNextAsync()
    {
        if (_delivery is not { } delivery)
        {
            return _hasBegun ? new(false) : OpenAsync();
        }

        if (_isWaiting)
        {
            throw new InvalidOperationException("The stream is moved while the move before it has not ended. Await each move.");
        }

        return _turn.TryTake() || _turn.TakeOrWaitForEnd() ? Move(delivery) : AfterEnd();
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _move.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _move.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _move.OnCompleted(continuation, state, token, flags);

    private async ValueTask<bool> OpenAsync()
    {
        (_hasBegun, _isOpening) = (true, true);
        try
        {
            _call = stream.Begin(cancellationToken, out _linked);
            _attempt = await ChainRunner.RunAsync(_call).ConfigureAwait(false);
            _delivery = (PiecewiseDelivery<TPiece>)_attempt.Delivery;
        }
        finally
        {
            _isOpening = false;
            if (_delivery is null)
            {
                _linked?.Dispose();
            }
        }

        _givenUp = _attempt.Timer.GivenUp.UnsafeRegister(static reader => ((RouteStreamReader<TPiece>)reader!).GiveUp(), this);
        return await MoveNextAsync().ConfigureAwait(false);
    }

    /// <summary>Moves on, with the turn.</summary>
    private ValueTask<bool> Move(PiecewiseDelivery<TPiece> delivery)
    {
        switch (ReadOn(delivery, hasRead: false))
        {
            case Reading.Piece:
                HandOn(delivery);
                return new(true);
            case Reading.Wait:
                _move.Reset();
                _isWaiting = true;
                Await();
                return new(this, _move.Version);
            default:
                return EndAsync();
        }
    }

    /// <summary>What the client read is there.</summary>
    private void OnRead()
    {
        var delivery = _delivery!;
        if (!_turn.TryTake())
        {
            // The call was given up meanwhile, and its caller told.
            _ = _reading.AsTask().Exception;
            delivery.ComeBack();
            return;
        }

        switch (ReadOn(delivery, hasRead: true))
        {
            case Reading.Piece:
                _isWaiting = false;
                HandOn(delivery);
                _move.SetResult(true);
                break;
            case Reading.Wait:
                Await();
                break;
            default:
                _ = EndWaitedAsync();
                break;
        }
    }

    /// <summary>Reads until there is a piece, the end, or something to wait for; with the turn, and without a wait.</summary>
    /// <param name="delivery">What is read.</param>
    /// <param name="hasRead">Whether <see cref="_reading"/> is there to be taken first.</param>
    private Reading ReadOn(PiecewiseDelivery<TPiece> delivery, bool hasRead)
    {
        try
        {
            var taken = hasRead ? delivery.Take(_reading.Result) : null;
            while (taken is null)
            {
                var reading = delivery.ReadAsync();
                if (!reading.IsCompleted)
                {
                    _reading = reading;
                    return Reading.Wait;
                }

                taken = delivery.Take(reading.Result);
            }

            if (taken.Value)
            {
                return Reading.Piece;
            }

            _end = delivery.EndFault();
        }
        catch (Exception e)
        {
            delivery.ComeBack();
            _end = delivery.Classify(e);
        }

        return Reading.End;
    }

    /// <summary>Gives the turn back and waits for what the client reads.</summary>
    private void Await()
    {
        var awaiter = _reading.ConfigureAwait(false).GetAwaiter();
        if (!_turn.TryGiveBack())
        {
            EndGivenUp();
        }

        awaiter.OnCompleted(_onRead ??= OnRead);
    }

    private void HandOn(PiecewiseDelivery<TPiece> delivery)
    {
        Current = delivery.Current;
        if (_call.Content is { } content)
        {
            delivery.Capture(content);
        }

        if (!_turn.TryGiveBack())
        {
            EndGivenUp();
        }
    }

    /// <summary>What reading on came to.</summary>
    private enum Reading
    {
        Piece,
        Wait,
        End,
    }
}
