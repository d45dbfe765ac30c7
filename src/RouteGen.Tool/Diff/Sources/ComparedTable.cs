using RouteGen.Tables;

namespace RouteGen.Tool.Diff.Sources;

/// <summary>One side of a comparison: a table, and where it is from.</summary>
/// <param name="File">The table as it was read.</param>
/// <param name="Label">Where it is from, for people: <c>main (1a2b3c4d)</c>, <c>working copy</c>, <c>old/routes.json</c>.</param>
internal sealed record ComparedTable(RouteTableFile File, string Label);

/// <summary>What is compared with what, as the command line says it.</summary>
/// <param name="Table">The table's path.</param>
/// <param name="Base">A ref, a file or a package; null for what is usual.</param>
/// <param name="Head">A ref or a file; null for the table as it is in the folder.</param>
/// <param name="Catalog">A file to take for the packed catalog.</param>
/// <param name="BaseCatalog">A file to take for the packed catalog of the base.</param>
internal sealed record Compared(string Table, string? Base, string? Head, string? Catalog, string? BaseCatalog);
