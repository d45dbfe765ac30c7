using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RouteGen.Benchmarks.Compiler;

namespace RouteGen.Benchmarks.Building;

/// <summary>
/// What RouteGen costs a whole <c>dotnet build</c>: a project of 200 routes beside the same one with the generated files checked in and
/// neither generator nor analyzers. In turn, each after the same edit of C#, with the compiler's server warm; the median of 20.
/// </summary>
internal static class BuildComparison
{
    private const int Routes = 200;
    private const int OtherFiles = 200;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static async Task RunAsync(string folder, bool isDry)
    {
        folder = Path.GetFullPath(folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var generating = new BuildProject(Path.Combine(folder, "generating"));
        generating.Write(OtherFiles, BuildProject.Generating(Path.Combine(generating.Folder, "generated")));
        await generating.WriteTextAsync("routes.json", TableText.Write(Routes));
        await generating.BuildAsync("build");

        var checkedIn = new BuildProject(Path.Combine(folder, "checked-in"));
        checkedIn.Write(OtherFiles, "");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(generating.Folder, "generated"), "*.cs", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(checkedIn.Folder, Path.GetFileName(file)));
        }

        await checkedIn.BuildAsync("build");

        // Nobody's first incremental build counts.
        var rounds = isDry ? 0 : 20;
        List<double> with = [], without = [];
        for (var i = -1; i < rounds; i++)
        {
            var a = await generating.TimeEditAsync(i);
            var b = await checkedIn.TimeEditAsync(i);
            if (i >= 0)
            {
                with.Add(a);
                without.Add(b);
            }
        }

        if (isDry)
        {
            return;
        }

        (var median, var peer) = (Median(with), Median(without));
        double[] ratios = [.. with.Zip(without, (a, b) => a / b)];
        await File.WriteAllTextAsync(
            Path.Combine(folder, "build.json"),
            JsonSerializer.Serialize(new { Routes, OtherFiles, WithSeconds = with, WithoutSeconds = without }, Json));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"whole build, {Routes} routes: {median:0.00} s with RouteGen, " +
            $"{peer:0.00} s with its output checked in: {median / peer:0.000} x (median of the pairs {Median(ratios):0.000} x)"));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
