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

    /// <summary>The word of a fault.</summary>
    public static string Name(Fault fault)
    {
        var member = fault.ToString();
        return char.ToLowerInvariant(member[0]) + member.Substring(1);
    }
}
