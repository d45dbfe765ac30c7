using System.Globalization;

namespace RouteGen.Benchmarks.Footprint;

/// <summary>Prints what RouteGen takes beside time: lines, memory, and the size and start of a native application.</summary>
internal static class FootprintReport
{
    public static async Task PrintAsync(string folder, bool isDry, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"generated code: {GeneratedLines.PerRoute():0.0} lines a route, " +
            $"{GeneratedLines.Count(200):#,0} for 200 (no blank lines or comments)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory held by an idle route: {HeldMemory.PerIdleRoute():#,0} B"));
        if (isDry)
        {
            // Publishing takes minutes; the package tests publish a native application.
            return;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var (with, without) = await new NativeApplications(Path.GetFullPath(folder)).CompareAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"native application: {with.Bytes:#,0} B with RouteGen, " +
            $"{without.Bytes:#,0} B on the SDK alone: {(double)with.Bytes / without.Bytes:0.00} x"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"its start to exit: {with.StartMilliseconds:0.0} ms, " +
            $"{without.StartMilliseconds:0.0} ms: {with.StartMilliseconds / without.StartMilliseconds:0.00} x"));
    }
}
