using System.Diagnostics;
using RouteGen.Carriers;
using RouteGen.Plans;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <content>How its delivery is opened, and drained where nobody reads it.</content>
internal sealed partial class Attempt
{
    /// <summary>
    /// Sends the request and reads up to the whole reply, or to the first meaningful event of a stream. A failure has ended the attempt.
    /// </summary>
    /// <returns>Whether it serves; where it does not, <see cref="Failure"/> says why.</returns>
    public ValueTask<bool> OpenAsync()
    {
        ValueTask<FaultInfo> opening;
        try
        {
            opening = _delivery is null ? new(_unsent) : _delivery.OpenAsync();
        }
        catch (Exception e)
        {
            opening = new(Classify(e));
        }

        LeaveFlow();
        return opening.IsCompletedSuccessfully && opening.Result.Fault == Fault.None ? new(Served()) : OpenedAsync(opening);
    }

    /// <summary>
    /// Takes span and exchange out of the flow of who asks: what the client has under way kept them, and the next attempt is none of
    /// theirs.
    /// </summary>
    private void LeaveFlow()
    {
        if (_activity is not null)
        {
            Activity.Current = _activity.Parent;
        }

        if (_exchange is not null)
        {
            WireExchange.Current = null;
        }
    }

    /// <summary>Reads a reply that comes in pieces to its end, for nobody.</summary>
    /// <returns>How it ended.</returns>
    public async ValueTask<FaultInfo> DrainAsync()
    {
        try
        {
            while (true)
            {
                var reading = Delivery.ReadAsync().AsTask();
                _ = reading.ContinueWith(static (read, delivery) =>
                {
                    _ = read.Exception;
                    ((Delivery)delivery!).ComeBack();
                }, Delivery, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                if (Delivery.Take(await reading.WaitAsync(_timer.GivenUp).ConfigureAwait(false)) is false)
                {
                    return Delivery.EndFault();
                }
            }
        }
        catch (Exception e)
        {
            return Delivery.Classify(e);
        }
    }

    private bool Served()
    {
        if (Delivery.ComesInPieces)
        {
            _call.LastEnd = _call.Time.GetTimestamp();
            Latency = _call.Time.GetElapsedTime(_started, _call.LastEnd);
        }
        else
        {
            Latency = End(default).Latency;
            Release();
        }

        return true;
    }

    private async ValueTask<bool> OpenedAsync(ValueTask<FaultInfo> opening)
    {
        FaultInfo fault;
        try
        {
            fault = await opening.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            fault = Classify(e);
        }

        if (fault.Fault == Fault.None)
        {
            return Served();
        }

        // What came of it reached nobody.
        _call.TimeToFirstToken = null;
        Latency = End(fault).Latency;
        Failure = new AttemptFailure(fault);
        await CloseAsync().ConfigureAwait(false);
        return false;
    }
}
