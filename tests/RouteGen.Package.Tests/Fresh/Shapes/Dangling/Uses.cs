namespace Dangling;

/// <summary>Uses what is not generated.</summary>
public static class Uses
{
    /// <summary>The key of a route.</summary>
    public static string Key => SupportRoutes.Keys.Summarize;
}
