using System.Globalization;

namespace RouteGen.Tests.Chains;

/// <summary>Runs a property over seeds.</summary>
internal static class Drawn
{
    /// <summary>
    /// Runs a property for each seed, or for the one that <c>ROUTEGEN_CHAIN_SEED</c> names, as many times more as
    /// <c>ROUTEGEN_CHAIN_RUNS</c> says. A failure names its seed.
    /// </summary>
    /// <param name="seeds">How many seeds a plain run has.</param>
    /// <param name="property">What holds of each; it returns what came up.</param>
    /// <returns>How often each came up.</returns>
    public static async Task<Dictionary<string, int>> RunAsync(int seeds, Func<int, Task<IEnumerable<string>>> property)
    {
        var only = Number("ROUTEGEN_CHAIN_SEED");
        var first = only ?? 0;
        var end = only + 1 ?? seeds * (Number("ROUTEGEN_CHAIN_RUNS") ?? 1);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = first; seed < end; seed++)
        {
            try
            {
                // Away from the runner's synchronization context, so that what a timer sets going runs on at once.
                foreach (var what in await Task.Run(() => property(seed)).ConfigureAwait(false))
                {
                    seen[what] = seen.GetValueOrDefault(what) + 1;
                }
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed} (ROUTEGEN_CHAIN_SEED={seed} runs it alone): {e.Message}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", seen.OrderBy(what => what.Key, StringComparer.Ordinal).Select(what => $"{what.Key} {what.Value}")));
        return seen;
    }

    /// <summary>Whether all seeds are run, so that what came up can be counted.</summary>
    public static bool All => Number("ROUTEGEN_CHAIN_SEED") is null;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
