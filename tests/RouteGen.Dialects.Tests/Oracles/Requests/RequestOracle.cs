using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>Lists of which RouteGen sends other items, and why.</summary>
    public IReadOnlyList<KnownChange> Changes { get; init; } = [];

    /// <summary>What the SDK refuses to send, and RouteGen sends: a part of its exception's text, and why that is right.</summary>
    public IReadOnlyList<(string Text, string Reason)> SdkRefusals { get; init; } = [];

    /// <summary>What of the lists has occurred in no conversation so far.</summary>
    public IEnumerable<object> Unused =>
        Known.Cast<object>().Concat(Changes).Concat(SdkRefusals.Cast<object>()).Where(entry => !_used.Contains(entry));

    /// <summary>Asks both with the conversation of a seed; gives what is different and not listed.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(int seed)
    {
        var asked = Conversation.FromSeed(seed);
        foreach (var change in Changes)
        {
            Use(change, change.Asked?.Invoke(asked) is true);
        }

        var (theirs, refusal) = await SentJson.FromAsync(Sdk, asked);
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

        var (one, other) = (JsonObject.Create(expected)!, JsonObject.Create(sent)!);
        foreach (var change in Changes)
        {
            Use(change, change.Sent?.Invoke(one, other) is true);
        }

        var unknown = new List<string>();
        foreach (var difference in new JsonComparison(JsonText).Compare(
            JsonSerializer.SerializeToElement(one), JsonSerializer.SerializeToElement(other)))
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

    private void Use(KnownChange change, bool isUsed)
    {
        if (isUsed)
        {
            _used.Add(change);
        }
    }
}
