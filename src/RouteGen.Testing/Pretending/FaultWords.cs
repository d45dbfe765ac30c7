using System.Text;

namespace RouteGen.Testing;

/// <summary>What a simulated target can be told to do, in words for a command line.</summary>
public static class FaultWords
{
    /// <summary>Ends what was asked for before.</summary>
    public const string None = "none";

    // What is no failure, and still not what one expects: names of members of SimulatedReply.
    private const string Delay = "delay";
    private const string TokenDelay = "token-delay";

    private static readonly Dictionary<string, Func<SimulatedReply, SimulatedReply>> Known = Make();

    /// <summary>Every word, <see cref="None"/> not among them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Keys];

    /// <summary>Whether it is a word, <see cref="None"/> among them.</summary>
    public static bool Contains(string word) => word == None || Known.ContainsKey(word);

    /// <summary>What a reply becomes under a fault.</summary>
    /// <param name="word">The fault; null, <see cref="None"/> and what is no word change nothing.</param>
    /// <param name="reply">The reply without it.</param>
    public static SimulatedReply Apply(string? word, SimulatedReply reply) =>
        word is not null && Known.TryGetValue(word, out var change) ? change(reply) : reply;

    private static Dictionary<string, Func<SimulatedReply, SimulatedReply>> Make()
    {
        var words = new Dictionary<string, Func<SimulatedReply, SimulatedReply>>(StringComparer.Ordinal);
        foreach (var failure in Enum.GetValues<SimulatedFailure>())
        {
            // What breaks after content breaks after three pieces, so that there is something to be cut off.
            words[Kebab(failure.ToString())] = _ => SimulatedReply.Failing(failure) with { FailAfterPieces = 3 };
        }

        words[Delay] = static reply => reply with { Delay = TimeSpan.FromSeconds(1) };
        words[TokenDelay] = static reply => reply with { TokenDelay = TimeSpan.FromMilliseconds(100) };
        return words;
    }

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
