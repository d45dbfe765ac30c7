using RouteGen.Model.Checks;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>A file and its text. Paths are compared as text; none is opened.</summary>
public sealed record TextFile(string Path, string Text);

/// <summary>What reading a routes.json gave: always a table, and what is wrong with it.</summary>
public sealed class TableReading
{
    /// <summary>The file's path as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>What could be read.</summary>
    public required RouteTable Table { get; init; }

    /// <summary>What is wrong, in order of place.</summary>
    public required EquatableArray<Problem> Problems { get; init; }
}

/// <summary>Reads the text of a routes.json into a <see cref="RouteTable"/>. Total: every text gives a table and problems, never an exception.</summary>
public static class TableReader
{
    /// <summary>Reads <paramref name="table"/>, taking the models that it uses from <paramref name="modelFiles"/>.</summary>
    public static TableReading Read(TextFile table, IReadOnlyList<TextFile> modelFiles) => throw new NotImplementedException();
}
