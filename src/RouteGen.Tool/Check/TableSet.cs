using RouteGen.Model.Reading;
using RouteGen.Tool.Check.Projects;

namespace RouteGen.Tool.Check;

/// <summary>Tables that are compiled together, or one on its own. Paths are full.</summary>
/// <param name="Tables">The tables, in order of their paths.</param>
/// <param name="Models">Gives the files of shared models that a table can use.</param>
/// <param name="Severities">How bad the rules are here.</param>
internal sealed record TableSet(IReadOnlyList<TextFile> Tables, Func<TextFile, IReadOnlyList<TextFile>> Models, Severities Severities)
{
    /// <summary>The namespace of tables that state none.</summary>
    public string RootNamespace { get; init; } = "";

    /// <summary>Provider kinds that no package of RouteGen brings.</summary>
    public IReadOnlyList<string> OtherKinds { get; init; } = [];

    /// <summary>Files of shared models that are checked on their own.</summary>
    public IReadOnlyList<TextFile> ModelsFiles { get; init; } = [];
}
