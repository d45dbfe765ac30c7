using RouteGen.Definitions;

namespace RouteGen.Hosting;

/// <summary>
/// Checks the values of a table's settings, wherever they come from: what code sets is held to the bounds that the configuration has.
/// </summary>
internal static class SettingsCheck
{
    private const int MostCounted = 1_000_000;

    /// <summary>Whether the settings can be looked into any further.</summary>
    public static bool Check(string path, RouteTableSettings settings, List<string> problems)
    {
        var before = problems.Count;
        CheckPresent($"{path}:Providers", settings.Providers, problems);
        CheckPresent($"{path}:Targets", settings.Targets, problems);
        CheckPresent($"{path}:Routes", settings.Routes, problems);
        var isWhole = problems.Count == before;

        SettingRange.Check($"{path}:CostTolerance", settings.CostTolerance, 0m, MostCounted, problems);
        SettingRange.CheckDuration($"{path}:MaxRetryAfter", settings.MaxRetryAfter, problems);
        SettingRange.Check($"{path}:Instances", settings.Instances, 1, MostCounted, problems);
        foreach (var (provider, own) in settings.Providers)
        {
            SettingRange.CheckDefined($"{path}:Providers:{provider}:Auth", own?.Auth, problems);
        }

        foreach (var (route, own) in settings.Routes)
        {
            if (own is not null)
            {
                isWhole &= Check($"{path}:Routes:{route}", own, problems);
            }
        }

        return isWhole;
    }

    private static bool Check(string path, RouteSettings settings, List<string> problems)
    {
        SettingRange.CheckDuration($"{path}:Timeouts:Total", settings.Timeouts.Total, problems);
        SettingRange.CheckDuration($"{path}:Timeouts:Attempt", settings.Timeouts.Attempt, problems);
        SettingRange.CheckDuration($"{path}:Timeouts:FirstToken", settings.Timeouts.FirstToken, problems);
        SettingRange.CheckDuration($"{path}:Timeouts:Idle", settings.Timeouts.Idle, problems);
        SettingRange.CheckDuration($"{path}:Timeouts:StreamTotal", settings.Timeouts.StreamTotal, problems);
        foreach (var (target, weight) in settings.Weights)
        {
            SettingRange.Check($"{path}:Weights:{target}", weight, 0, MostCounted, problems);
        }

        if (!settings.Order.Contains(null!))
        {
            return true;
        }

        problems.Add($"{path}:Order must name targets, and has a null");
        return false;
    }

    private static void CheckPresent<T>(string path, IDictionary<string, T> settings, List<string> problems)
        where T : class
    {
        foreach (var (name, own) in settings)
        {
            if (own is null)
            {
                problems.Add($"{path}:{name} must not be null: remove it to have the table's");
            }
        }
    }
}
