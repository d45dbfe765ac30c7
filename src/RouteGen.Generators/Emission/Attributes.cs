using RouteGen.Generators.Writing;

namespace RouteGen.Generators.Emission;

/// <summary>What generated code says of itself to tools.</summary>
/// <remarks>
/// A route's class says it member by member: the application writes its hooks there, and they are to be analyzed, covered and stepped into.
/// </remarks>
internal static class Attributes
{
    public const string Hidden =
        "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    /// <summary>On types that hold no code that runs.</summary>
    public static readonly string Generated =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"RouteGen\", {CSharpText.Literal(GeneratorVersion.Text)})]";

    /// <summary>On types and members with code that runs.</summary>
    public static readonly IReadOnlyList<string> OfCode =
    [
        Generated,
        "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]",
        "[global::System.Diagnostics.DebuggerNonUserCode]",
    ];
}
