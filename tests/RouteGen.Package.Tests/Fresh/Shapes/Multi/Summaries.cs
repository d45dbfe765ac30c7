namespace Multi;

/// <summary>Has routes where there are any.</summary>
public static class Summaries
{
    /// <summary>The route's key.</summary>
    public static string Key =>
#if NET10_0_OR_GREATER
        SupportRoutes.Keys.Summarize;
#else
        "none";
#endif
}
