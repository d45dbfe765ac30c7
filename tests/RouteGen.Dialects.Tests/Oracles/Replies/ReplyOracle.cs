using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Tests.Oracles.Wires;

namespace RouteGen.Dialects.Tests.Oracles.Replies;

/// <summary>A fact of a reply that the SDK reads otherwise, and why RouteGen is right. One that no longer differs fails a test.</summary>
/// <param name="Fact">The fact: a property of <see cref="ResponseFacts"/>.</param>
/// <param name="Reason">What the SDK loses or changes.</param>
/// <param name="When">For which readings; null for all.</param>
internal sealed record LostFact(string Fact, string Reason, Func<Reading, bool>? When = null)
{
    public bool Covers(Reading reading) => reading.Fact == Fact && When?.Invoke(reading) is not false;
}

/// <summary>A fact as both read it.</summary>
internal sealed record Reading(string Fact, string? Theirs, string? Ours, bool Streamed, Reply Reply)
{
    public override string ToString() => $"{Fact}{(Streamed ? ", streamed" : "")}: the SDK '{Theirs}', RouteGen '{Ours}'";
}

/// <summary>A dialect's official SDK under Microsoft.Extensions.AI, and RouteGen's client, given the same bytes.</summary>
internal sealed class ReplyOracle
{
    private readonly HashSet<LostFact> _used = [];

    public required Func<HttpMessageHandler, IChatClient> Sdk { get; init; }

    public required Func<HttpMessageHandler, IChatClient> Ours { get; init; }

    public required Func<Reply, string> Whole { get; init; }

    public required Func<Reply, string> Streamed { get; init; }

    /// <summary>The content type of a stream.</summary>
    public string StreamType { get; init; } = CannedReply.Events;

    public required IReadOnlyList<LostFact> Lost { get; init; }

    public IEnumerable<LostFact> Unused => Lost.Except(_used);

    /// <summary>Gives both the reply of a seed, whole and streamed; tells what they read otherwise and is not listed.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(int seed)
    {
        var unknown = new List<string>();
        foreach (var streamed in new[] { false, true })
        {
            var (theirs, ours) = (await ReadAsync(Sdk, seed, streamed), await ReadAsync(Ours, seed, streamed));
            foreach (var ((fact, expected), (_, actual)) in theirs.All.Zip(ours.All))
            {
                var reading = new Reading(fact, expected, actual, streamed, Reply.FromSeed(seed));
                if (expected == actual)
                {
                    continue;
                }

                if (Lost.FirstOrDefault(lost => lost.Covers(reading)) is { } listed)
                {
                    _used.Add(listed);
                }
                else
                {
                    unknown.Add(reading.ToString());
                }
            }
        }

        return unknown;
    }

    private async Task<ResponseFacts> ReadAsync(Func<HttpMessageHandler, IChatClient> create, int seed, bool streamed)
    {
        var reply = Reply.FromSeed(seed);
        var body = Encoding.UTF8.GetBytes(streamed ? Streamed(reply) : Whole(reply));
        using var client = create(new CannedReply(body, streamed ? StreamType : CannedReply.Json));
        return new(streamed
            ? await client.GetStreamingResponseAsync("hi").ToChatResponseAsync()
            : await client.GetResponseAsync("hi"));
    }
}
