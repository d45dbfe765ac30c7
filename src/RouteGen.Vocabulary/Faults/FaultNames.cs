namespace RouteGen.Faults;

/// <summary>Faults as routes.json and the generated attributes write them, such as <c>contextTooLong</c>.</summary>
internal static class FaultNames
{
    /// <summary>Every fault, by its number.</summary>
    public static readonly IReadOnlyList<Fault> All =
#if NET
        Enum.GetValues<Fault>();
#else
        (Fault[])Enum.GetValues(typeof(Fault));
#endif

    // Rules look names up for every place of every route with each edit of a table.
    private static readonly string[] Names = [.. All.Select(fault => CamelCase(fault.ToString()))];

    /// <summary>The word of a fault.</summary>
    public static string Name(Fault fault) => Names[(int)fault];

    /// <summary>The fault of a word; null where none is called so.</summary>
    public static Fault? Find(string word) => Array.IndexOf(Names, word) is >= 0 and var number ? (Fault)number : null;

    private static string CamelCase(string member) => char.ToLowerInvariant(member[0]) + member.Substring(1);
}
