using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// Counts refusals by address and minute. The table is bounded: where it is full of this minute's addresses, the others share a count.
/// </summary>
/// <remarks>A valid key is accepted whatever is counted here: behind one address there may be many.</remarks>
internal sealed class RefusedAddresses(IOptions<RouteGatewayAccessOptions> options, TimeProvider time)
{
    /// <summary>Addresses that are told apart at most: of 32 bytes or so each.</summary>
    internal const int Most = 16_384;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Count> _counts = [];
    private readonly int _limit = options.Value.RefusalsPerMinute;
    private Count _others;
    private long? _sweptAt;

    internal int Addresses => _counts.Count;

    /// <summary>Counts a refusal.</summary>
    /// <returns>How long the address has to wait if it was one too many, else null; and whether that is the first of its minute.</returns>
    public TimeSpan? Add(IPAddress? address, out bool isFirst)
    {
        var now = time.GetTimestamp();
        var key = KeyOf(address);
        lock (_gate)
        {
            var isApart = _counts.TryGetValue(key, out var count) || _counts.Count < Most || Sweep(now);
            count = isApart ? count : _others;
            if (count.Refusals == 0 || time.GetElapsedTime(count.Since, now) >= Minute)
            {
                count = new Count(now, 0);
            }

            count = count with { Refusals = count.Refusals + 1 };
            if (isApart)
            {
                _counts[key] = count;
            }
            else
            {
                _others = count;
            }

            isFirst = count.Refusals == _limit + 1;
            return count.Refusals > _limit ? Minute - time.GetElapsedTime(count.Since, now) : null;
        }
    }

    /// <summary>Whether an address has had its refusals of this minute.</summary>
    public bool IsOver(IPAddress? address)
    {
        lock (_gate)
        {
            var count = _counts.TryGetValue(KeyOf(address), out var own) ? own : _counts.Count < Most ? default : _others;
            return count.Refusals > _limit && time.GetElapsedTime(count.Since) < Minute;
        }
    }

    private bool Sweep(long now)
    {
        // Once a second at most, so that a full table does not cost every refusal a walk through it.
        if (_sweptAt is { } swept && time.GetElapsedTime(swept, now) < TimeSpan.FromSeconds(1))
        {
            return false;
        }

        _sweptAt = now;
        foreach (var (key, count) in _counts)
        {
            if (time.GetElapsedTime(count.Since, now) >= Minute)
            {
                _counts.Remove(key);
            }
        }

        return _counts.Count < Most;
    }

    /// <summary>IPv4 as it is; of IPv6 the first 64 bits, since a host has all addresses of a /64.</summary>
    private static ulong KeyOf(IPAddress? address)
    {
        if (address is null)
        {
            return 1;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var written))
        {
            return 1;
        }

        // No address of IPv6 begins with 16 zero bytes and names a host, so the two cannot meet.
        return address.AddressFamily == AddressFamily.InterNetwork ? BinaryPrimitives.ReadUInt32BigEndian(bytes) + 2UL
            : address.IsIPv4MappedToIPv6 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) + 2UL
            : BinaryPrimitives.ReadUInt64BigEndian(bytes[..written]);
    }

    private readonly record struct Count(long Since, int Refusals);
}
