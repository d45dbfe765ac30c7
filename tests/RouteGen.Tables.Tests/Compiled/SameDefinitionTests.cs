using System.Globalization;

namespace RouteGen.Tables.Tests.Compiled;

/// <summary>A table that is read is the table that is compiled.</summary>
public sealed class SameDefinitionTests
{
    private const int Batch = 100;

    /// <summary>How many tables are tried; more by the variable <c>ROUTEGEN_TABLES</c>.</summary>
    private static int Count => int.TryParse(
        Environment.GetEnvironmentVariable("ROUTEGEN_TABLES"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : 200;

    [Fact]
    public void Read_and_compiled_definitions_are_equal_in_every_property()
    {
        var usable = 0;
        for (var first = 0; first < Count; first += Batch)
        {
            var read = Enumerable.Range(first, Batch)
                .Select(static seed => (Seed: seed, Text: AnyTable.Create(seed)))
                .Select(static t => (t.Text, File: Read(t.Text)))
                .Where(static t => t.File.IsUsable)
                .ToArray();
            usable += read.Length;
            var compiled = CompiledTables.Definitions([.. read.Select(static t => t.Text)]);
            Assert.Equal(read.Length, compiled.Count);
            foreach (var (_, file) in read)
            {
                Assert.Empty(Differences.Between(compiled[file.Name], file.Definition, file.Name));
            }
        }

        // The rest cannot be used, and says so: too few would prove nothing.
        Assert.InRange(usable, Count / 4, Count - 1);
    }

    private static RouteTableFile Read(string text) => RouteTableFile.Read(
        "/app/a.routes.json", text, new() { Adapters = Kinds.Adapters, OpenModels = static _ => AnyTable.Models });
}
