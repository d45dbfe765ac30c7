namespace RouteGen.Carriers;

/// <content>
/// How it is given back. An enumerator must not be disposed of while it moves, and one that ignores cancellation may move for long: who
/// of the two comes last, the end of the attempt or the end of the move, disposes of it.
/// </content>
internal sealed partial class StreamDelivery
{
    private const int AtRest = 0;
    private const int Moving = 1;
    private const int GivenBack = 2;

    private int _place;

    public override async ValueTask DisposeAsync()
    {
        _text.Clear();
        if (Interlocked.Exchange(ref _place, GivenBack) != AtRest || _updates is null)
        {
            return;
        }

        try
        {
            await _updates.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            watch.ReleaseFailed(e);
        }
    }

    public override void ComeBack()
    {
        if (Interlocked.CompareExchange(ref _place, AtRest, Moving) == GivenBack)
        {
            _ = DisposeLateAsync();
        }
    }

    private void EndRead()
    {
        Volatile.Write(ref _place, AtRest);
        watch.Timer.EndMove();
    }

    /// <summary>Leaves a move to itself.</summary>
    private void Abandon(Task move)
    {
        if (move.IsCompleted)
        {
            EndRead();
        }
        else
        {
            _ = move.ContinueWith(static (_, delivery) => ((StreamDelivery)delivery!).ComeBack(), this, TaskScheduler.Default);
        }
    }

    private async Task DisposeLateAsync()
    {
        try
        {
            await _updates!.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            watch.ReleaseFailed(e);
        }
    }
}
