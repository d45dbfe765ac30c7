namespace App.Tests;

/// <summary>Uses the types of the application's table, which this project must not declare again.</summary>
public static class Uses
{
    /// <summary>A name, a number and a type of the table.</summary>
    public static string Names => SupportRoutes.Keys.Summarize + (int)SummarizeTarget.Haiku + typeof(SummarizeRoute).Name;
}
