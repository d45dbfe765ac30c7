namespace RouteGen.Generators.Writing;

/// <summary>Names of the table's entries as members of the classes that list them.</summary>
internal static class MemberName
{
    private static readonly HashSet<string> ObjectMembers =
        new(StringComparer.Ordinal) { "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString" };

    /// <summary>A member cannot bear its type's name.</summary>
    public static string In(string type, string identifier) => identifier == type ? identifier + "_" : identifier;

    /// <summary>A constant named as a member of <see cref="object"/> hides it, which is to be said.</summary>
    public static string Modifier(string identifier) => ObjectMembers.Contains(identifier) ? "new " : "";
}
