using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Naming;

namespace RouteGen.Generators.Emission;

/// <summary>Writes the declared accounts as an enum, numbered from 1 so that the default is none of them, and their names.</summary>
internal static class CostBucketsWriter
{
    public static void Write(SourceWriter writer, TableSource source)
    {
        var buckets = source.Table.CostBuckets
            .Select(name => (Name: name, Identifier: Identifiers.FromName(name)))
            .Where(bucket => bucket.Identifier is not null)
            .GroupBy(bucket => bucket.Identifier)
            .Select(sameIdentifier => sameIdentifier.First())
            .ToArray();
        using var type = writer.TableClass(source);
        writer.Doc("summary", "The chargeback accounts.");
        writer.Line(Attributes.Generated);
        using (writer.Braces(source.Accessibility() + " enum CostBucket"))
        {
            for (var i = 0; i < buckets.Length; i++)
            {
                writer.Gap();
                writer.Doc("summary", $"The account {DocText.Code(buckets[i].Name)}.");
                writer.Line($"{buckets[i].Identifier} = {CSharpText.Literal(i + 1)},");
            }
        }

        writer.Gap();
        writer.Lines(Attributes.OfCode);
        writer.Line(Attributes.Hidden);
        using (writer.Braces($"internal static class {source.CostBucketNames()}"))
        using (writer.Braces("internal static string GetName(CostBucket bucket) => bucket switch", "};"))
        {
            foreach (var bucket in buckets)
            {
                writer.Line($"CostBucket.{bucket.Identifier} => {CSharpText.Literal(bucket.Name)},");
            }

            writer.Line($"_ => throw new {RuntimeNames.OutOfRange}(\"bucket\"),");
        }
    }
}
