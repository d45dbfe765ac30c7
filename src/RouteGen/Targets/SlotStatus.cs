namespace RouteGen.Targets;

/// <summary>What is known of a target at a moment.</summary>
internal static class SlotStatus
{
    public static TargetStatus Create(TargetSlot slot, RouteTableRuntime runtime)
    {
        TargetProbe? probe = null;
        foreach (var result in runtime.LastProbe?.Targets ?? [])
        {
            probe = result.Target == slot.Target.Name && (probe is null || !result.IsHealthy) ? result : probe;
        }

        return Create(slot, probe, runtime.Time);
    }

    /// <summary>A target is asked while one of its keys can be used, so it is reported as it is with the best of them.</summary>
    private static TargetStatus Create(TargetSlot slot, TargetProbe? probe, TimeProvider time)
    {
        HealthView[] views = [.. slot.Keys.All.Select(k => k.Health.View())];
        var refusal = slot.Refusal;
        var wait = TimeSpan.Zero;
        refusal ??= slot.Keys.Peek(out wait);
        var latest = views.MaxBy(v => v.LastFaultAt ?? DateTimeOffset.MinValue);
        TimeSpan?[] latencies = [.. views.Select(v => v.Latency).Where(l => l is not null)];
        return new TargetStatus
        {
            Target = slot.Target.Name,
            Provider = slot.Target.Provider.Name,
            Model = slot.Target.Model.Name,
            SkipReason = refusal,
            Breaker = views.Select(v => v.Breaker).Aggregate(HealthView.Better),
            Keys = views.Length,
            KeysAvailable = slot.Refusal is null ? views.Zip(slot.Keys.All, (v, k) => v.Refusal ?? k.Refusal).Count(r => r is null) : 0,
            Retires = slot.Target.Model.Retires,
            LastProbe = probe,
            AvailableAt = wait > TimeSpan.Zero ? time.GetUtcNow() + wait : null,
            RecentAttempts = views.Sum(v => v.Attempts),
            RecentFailures = views.Sum(v => v.Failures),
            LastFault = latest.LastFault,
            LastFaultAt = latest.LastFaultAt,
            Latency = latencies.Length == 0 ? null : TimeSpan.FromTicks((long)latencies.Average(l => l!.Value.Ticks)),
        };
    }
}
