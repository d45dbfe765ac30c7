namespace RouteGen.Benchmarks.Gateway;

/// <summary>Who started a process of a comparison.</summary>
internal static class Parent
{
    /// <summary>Waits until it closes the input, as it does when it is done, and when it dies.</summary>
    public static async Task EndedAsync()
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
            // It says nothing.
        }
    }
}
