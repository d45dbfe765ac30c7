using System.Collections.Concurrent;
using RouteGen.Gateway.Keys;

namespace RouteGen.Gateway.Limits;

/// <summary>
/// Holds requests to the limits of their keys: requests and tokens in the last minute, and requests at the same time. Of this process: each
/// of several has the limits for itself.
/// </summary>
internal sealed class KeyLimits(TimeProvider time)
{
    private const int EntriesPerSweep = 1_024;

    private readonly ConcurrentDictionary<string, KeyLoad> _loads = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private int _entries;

    /// <summary>Keys of which something counts or counted a short while ago.</summary>
    internal int Keys => _loads.Count;

    internal TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>
    /// Lets a request in, or refuses it: see <see cref="KeyLease.Refusal"/>. The lease has to be disposed of on every path.
    /// </summary>
    public ValueTask<KeyLease> EnterAsync(GatewayAccess access, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Enter(access));
    }

    private KeyLease Enter(GatewayAccess access)
    {
        if (access is { RequestsPerMinute: null, TokensPerMinute: null, MaxConcurrency: null } || access.KeyId is not { } id)
        {
            return KeyLease.Unlimited;
        }

        if (Interlocked.Increment(ref _entries) % EntriesPerSweep == 0)
        {
            Sweep();
        }

        while (true)
        {
            var load = _loads.GetOrAdd(id, static _ => new KeyLoad());
            lock (load.Gate)
            {
                if (load.IsClosed)
                {
                    continue;
                }

                return Enter(access, load);
            }
        }
    }

    private KeyLease Enter(GatewayAccess access, KeyLoad load)
    {
        var now = Now;
        load.Requests.Advance(MinuteWindow.StepOf(now));
        if (access.MaxConcurrency is { } most && load.Open >= most)
        {
            return new KeyLease(this, access, load, LimitRefusals.Concurrency(most));
        }

        if (access.RequestsPerMinute is { } limit && load.Requests.Sum >= limit)
        {
            return new KeyLease(this, access, load, LimitRefusals.Requests(limit, load.Requests.Until(limit - 1, now)));
        }

        load.Open++;
        load.Requests.Add(1);
        return new KeyLease(this, access, load, null);
    }

    private void Sweep()
    {
        var step = MinuteWindow.StepOf(Now);
        foreach (var (id, load) in _loads)
        {
            if (load.TryClose(step))
            {
                _loads.TryRemove(KeyValuePair.Create(id, load));
            }
        }
    }
}
