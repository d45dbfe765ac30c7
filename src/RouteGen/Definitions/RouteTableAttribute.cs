using System.ComponentModel;

namespace RouteGen;

/// <summary>Names a generated table of the assembly, so that tests and tools find it without being let into internals.</summary>
/// <param name="tableType">The generated class.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTableAttribute(Type tableType) : Attribute
{
    /// <summary>The generated class.</summary>
    public Type TableType { get; } = tableType;

    /// <summary>
    /// The kinds of the table's providers, in order and with a comma between them; null where all are the application's own.
    /// </summary>
    public string? Kinds { get; init; }
}
