using RouteGen.Wire;

namespace RouteGen.Tool.Smoke;

/// <summary>How a call failed: all that words for it can be found by.</summary>
/// <param name="Fault">As the engine classifies it.</param>
/// <param name="Status">The status; null where no reply came.</param>
/// <param name="Code">The engine's code: the provider's, or the name of a timer.</param>
/// <param name="Detail">The engine's detail: of a connection, a redirect, an exception.</param>
/// <param name="Error">What the provider said.</param>
/// <param name="IsPage">Whether a web page came.</param>
/// <param name="Limits">What is left of the provider's limits.</param>
internal sealed record SmokeFailure(
    Fault Fault, int? Status, string? Code, string? Detail, ErrorEnvelope Error, bool IsPage, IReadOnlyList<RateLimit> Limits)
{
    /// <summary>Who was asked.</summary>
    public required SmokePlace Place { get; init; }

    /// <summary>For what.</summary>
    public required SmokeShape Shape { get; init; }

    /// <summary>How long it was waited for.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>How long the provider asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Events of a stream that could be read.</summary>
    public int Events { get; init; }

    public string Provider => Place.Provider.Name;

    public string Deployment => Place.Target.Deployment;

    /// <summary>The host, or what stands for it.</summary>
    public string Host => Place.Access.Host ?? $"provider '{Provider}'";

    /// <summary>Where the address of the provider is to be changed.</summary>
    public string AddressPlace => Place.Access.AddressPlace ?? $"\"endpoint\" of provider '{Provider}'";

    /// <summary>The key, by where it stands.</summary>
    public string KeyPlace => Place.Key.Variable is { } variable
        ? Place.Key.Place is { } at ? FormattableString.Invariant($"{variable} (key {at})") : variable
        : $"the key of provider '{Provider}'";

    public bool Says(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Error.Message?.Contains(phrase, StringComparison.OrdinalIgnoreCase) is true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a code of the provider's, in any of its places, is a word or begins with it.</summary>
    public bool HasCode(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Starts(Error.Code, word) || Starts(Error.Type, word) || Starts(Error.Reason, word) || Starts(Code, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Starts(string? code, string word) => code?.StartsWith(word, StringComparison.OrdinalIgnoreCase) is true;
}
