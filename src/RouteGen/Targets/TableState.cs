namespace RouteGen.Targets;

/// <summary>A table under the settings in force. Calls keep the state that they began with.</summary>
/// <param name="Slots">The targets, in the definition's order.</param>
/// <param name="Settings">The settings, read once and changed no more.</param>
internal sealed record TableState(TargetSlot[] Slots, RouteTableSettings Settings)
{
    public RouteSettings? SettingsOf(string route) => Settings.Routes.TryGetValue(route, out var settings) ? settings : null;

    /// <summary>Whether another state is the same in all that calls see of it.</summary>
    public bool IsSameAs(TableState other) => Slots.SequenceEqual(other.Slots) && RoutesText() == other.RoutesText();

    private string RoutesText() => string.Join('\n', Settings.Routes.OrderBy(r => r.Key, StringComparer.OrdinalIgnoreCase).Select(r =>
        FormattableString.Invariant($"{r.Key}|{r.Value.Timeouts.Total}|{r.Value.Timeouts.Attempt}|{r.Value.Timeouts.FirstToken}|")
        + FormattableString.Invariant($"{r.Value.Timeouts.Idle}|{r.Value.Timeouts.StreamTotal}|")
        + string.Join(',', r.Value.Order) + "|" + string.Join(',', r.Value.Weights.OrderBy(w => w.Key, StringComparer.OrdinalIgnoreCase)
            .Select(w => FormattableString.Invariant($"{w.Key}={w.Value}")))));
}
