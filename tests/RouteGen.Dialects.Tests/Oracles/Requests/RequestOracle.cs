using Microsoft.Extensions.AI;
using RouteGen.Dialects.Tests.Oracles.Generation;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>A dialect's official SDK under Microsoft.Extensions.AI, and RouteGen's client, asked with the same conversations.</summary>
internal sealed class RequestOracle
{
    private readonly HashSet<object> _used = [];

    public required Func<HttpMessageHandler, IChatClient> Sdk { get; init; }

    public required Func<HttpMessageHandler, IChatClient> Ours { get; init; }

    /// <summary>The paths of strings that hold JSON.</summary>
    public IReadOnlyList<string> JsonText { get; init; } = [];

    /// <summary>Where RouteGen sends otherwise, and why.</summary>
    public required IReadOnlyList<KnownDifference> Known { get; init; }

    /// <summary>What the SDK refuses to send, and RouteGen sends: a part of its exception's text, and why that is right.</summary>
    public IReadOnlyList<(string Text, string Reason)> SdkRefusals { get; init; } = [];

    /// <summary>What of the lists has occurred in no conversation so far.</summary>
    public IEnumerable<object> Unused =>
        Known.Cast<object>().Concat(SdkRefusals.Cast<object>()).Where(entry => !_used.Contains(entry));

    /// <summary>Asks both with the conversation of a seed; gives what is different and not listed.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(int seed)
    {
        var (theirs, refusal) = await SentJson.FromAsync(Sdk, Conversation.FromSeed(seed));
        var (ours, failure) = await SentJson.FromAsync(Ours, Conversation.FromSeed(seed));
        if (ours is not { } sent)
        {
            return [$"RouteGen sent nothing: {failure}"];
        }

        if (theirs is not { } expected)
        {
            var listed = SdkRefusals.FirstOrDefault(known => refusal?.ToString().Contains(known.Text, StringComparison.Ordinal) is true);
            _used.Add(listed);
            return listed.Text is null ? [$"The SDK sent nothing: {refusal}"] : [];
        }

        var unknown = new List<string>();
        foreach (var difference in new JsonComparison(JsonText).Compare(expected, sent))
        {
            if (Known.FirstOrDefault(known => known.Covers(difference)) is { } listed)
            {
                _used.Add(listed);
            }
            else
            {
                unknown.Add(difference.ToString());
            }
        }

        return unknown;
    }
}
