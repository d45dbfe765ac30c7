namespace RouteGen.Targets;

/// <summary>
/// A table under the settings in force: a value, which is never changed. Calls keep the state that they began with, through their plan.
/// </summary>
/// <param name="Slots">The targets, in the definition's order.</param>
/// <param name="Settings">The settings.</param>
internal sealed record TableState(ValueList<TargetSlot> Slots, SettingsInForce Settings)
{
    public RouteInForce? SettingsOf(string route) => Settings.Routes.TryGetValue(route, out var settings) ? settings : null;
}
