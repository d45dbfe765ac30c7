namespace RouteGen.Faults;

/// <summary>Faults as routes.json and the generated attributes write them, such as <c>contextTooLong</c>.</summary>
internal static class FaultNames
{
    private static readonly Dictionary<string, Fault> Faults =
        ((Fault[])Enum.GetValues(typeof(Fault))).ToDictionary(Name, fault => fault, StringComparer.Ordinal);

    /// <summary>The word of a fault.</summary>
    public static string Name(Fault fault)
    {
        var member = fault.ToString();
        return char.ToLowerInvariant(member[0]) + member.Substring(1);
    }

    /// <summary>The fault of a word; <see cref="Fault.Unknown"/> for one that is none.</summary>
    public static Fault Parse(string name) => Faults.TryGetValue(name, out Fault fault) ? fault : Fault.Unknown;
}
