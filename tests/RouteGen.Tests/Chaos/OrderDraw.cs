using System.Globalization;
using System.Security.Cryptography;

namespace RouteGen.Tests.Chaos;

/// <summary>
/// The orders that a run plays: every order of one event or two, and a draw from the longer ones. <c>ROUTEGEN_ORDERS=all</c> plays all.
/// The seed is a fresh one that the test's output and a failure name; <c>ROUTEGEN_ORDERS_SEED</c> repeats it.
/// </summary>
internal static class OrderDraw
{
    private const string SeedVariable = "ROUTEGEN_ORDERS_SEED";
    private const int Most = 4;

    /// <summary>Orders of this many events are never left out.</summary>
    private const int Short = 2;

    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("ROUTEGEN_ORDERS") == "all";

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : RandomNumberGenerator.GetInt32(1_000_000_000);

    /// <summary>How this run is repeated.</summary>
    public static string Repeat { get; } =
        $"{SeedVariable}={Seed.ToString(CultureInfo.InvariantCulture)}{(IsWhole ? " ROUTEGEN_ORDERS=all" : "")}";

    /// <summary>How often what happens at one time is played.</summary>
    public static int Rounds => IsWhole ? 400 : 100;

    /// <summary>Dice of the run's seed, which the test's output names.</summary>
    public static Random Dice(int number)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Repeat);
        return new(unchecked(Seed + number));
    }

    /// <summary>What can happen at a phase.</summary>
    public static OrderEvent[] Possible(OrderPhase phase) =>
        [.. Enum.GetValues<OrderEvent>().Where(e => e != OrderEvent.Disposes || OrderScene.IsOfStream(phase))];

    /// <summary>Orders of what can happen at a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="longer">How many of the longer ones are drawn.</param>
    /// <param name="except">What does not happen.</param>
    public static IReadOnlyList<OrderEvent[]> Orders(OrderPhase phase, int longer, params OrderEvent[] except)
    {
        var all = Every([.. Possible(phase).Except(except)]).ToLookup(static o => o.Length <= Short);
        OrderEvent[][] rest = [.. all[false]];
        if (!IsWhole)
        {
            Dice((int)phase).Shuffle(rest);
        }

        return [.. all[true], .. IsWhole ? rest : rest.Take(longer)];
    }

    /// <summary>Every permutation of every choice.</summary>
    private static IEnumerable<OrderEvent[]> Every(OrderEvent[] possible)
    {
        return Extend([], possible);

        static IEnumerable<OrderEvent[]> Extend(OrderEvent[] begun, OrderEvent[] all) => begun.Length == Most
            ? []
            : all.Except(begun).SelectMany(e => Extend([.. begun, e], all).Prepend([.. begun, e]));
    }
}
