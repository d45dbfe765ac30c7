namespace GatewaySample;

/// <summary>Asks a running gateway whether it is ready: what a container without a shell runs as its own probe.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>0 if it is ready, 1 if it is not or does not answer.</summary>
    public static async Task<int> AskAsync(string urls)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var reply = await client.GetAsync(new Uri(ReachableUrl.From(urls) + "/health/ready")).ConfigureAwait(false);
            await Console.Error.WriteLineAsync($"{(reply.IsSuccessStatusCode ? "ready" : "not ready")} (HTTP {(int)reply.StatusCode})")
                .ConfigureAwait(false);
            return reply.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"not ready: {ReachableUrl.From(urls)} does not answer").ConfigureAwait(false);
            return 1;
        }
    }
}
