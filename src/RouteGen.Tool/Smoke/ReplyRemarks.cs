namespace RouteGen.Tool.Smoke;

/// <summary>What is odd about a call that served.</summary>
internal static class ReplyRemarks
{
    /// <summary>Of what takes less nobody waits for the first word.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    public static IEnumerable<Diagnosis> On(SmokeCall call)
    {
        if (call.IsOtherModel && call.Attempt is { ResponseModel: { } answered })
        {
            yield return new(
                "other-model", $"It is '{answered}' that answered, and not '{call.Place.Target.Deployment}'.",
                "Look whether the provider replaced the model; the table's price and window may not be those of what answers.");
        }

        if (call.Usage is null && call.Fault == Fault.None)
        {
            yield return call.Shape == SmokeShape.Stream
                ? new(
                    "stream-without-usage", "The stream counts no tokens, so that its costs are only estimated.",
                    "Look whether the server takes stream_options.include_usage.")
                : new("no-usage", "The reply counts no tokens, so that its costs are only estimated.",
                    "Look for a setting of the server's.");
        }

        if (call.Stream is { } stream && call.Shape == SmokeShape.Stream)
        {
            if (stream.End is null)
            {
                yield return new(
                    "stream-without-end", "The stream ends without an end marker: one that breaks after its finish reason looks the same.",
                    "Look at proxies between here and there.");
            }

            if (stream.Events > 8 && call.Attempt is { TimeToFirstToken: { } first } attempt && attempt.Latency > Long
                && first > attempt.Latency * 0.95)
            {
                yield return new(
                    "stream-held-back", "All of the stream came at once: something holds it back until it is whole.",
                    "Look at the buffering of proxies between here and there.");
            }
        }
    }
}
