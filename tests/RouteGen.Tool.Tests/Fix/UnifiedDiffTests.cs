using System.Diagnostics;
using RouteGen.Tool.Fix;

namespace RouteGen.Tool.Tests.Fix;

public sealed class UnifiedDiffTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-diff-").FullName;

    [Fact]
    public async Task Git_makes_of_the_one_text_the_other_wherever_they_differ()
    {
        var random = new Random(11);
        var names = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var before = Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(6).ToString()).ToList();
            var after = before.Where(_ => random.Next(5) > 0).SelectMany(l => random.Next(6) == 0 ? [l, "new"] : new[] { l }).ToList();
            var (end, otherEnd) = (random.Next(2) == 0 ? "\n" : "", random.Next(2) == 0 ? "\n" : "");
            var (old, now) = (string.Join('\n', before) + end, string.Join('\n', after) + otherEnd);
            if (old.Length == 0 || now.Length == 0 || old == now)
            {
                continue;
            }

            names.Add($"{i}.txt");
            await File.WriteAllTextAsync(Path.Combine(_folder, $"{i}.txt"), old, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(_folder, $"{i}.expected"), now, TestContext.Current.CancellationToken);
            await File.AppendAllTextAsync(
                Path.Combine(_folder, "all.diff"), UnifiedDiff.Write($"{i}.txt", old, now), TestContext.Current.CancellationToken);
        }

        using var git = Process.Start(
            new ProcessStartInfo("git", ["apply", "--unidiff-zero", "all.diff"])
            {
                WorkingDirectory = _folder,
                RedirectStandardError = true,
            })!;
        var errors = await git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (git.ExitCode, errors));
        Assert.InRange(names.Count, 30, 60);
        Assert.All(names, name => Assert.Equal(
            File.ReadAllText(Path.Combine(_folder, Path.ChangeExtension(name, ".expected"))),
            File.ReadAllText(Path.Combine(_folder, name))));
    }

    [Fact]
    public void A_long_text_with_changes_at_both_ends_takes_no_more_than_its_changes()
    {
        var before = string.Join('\n', Enumerable.Range(0, 200_000));

        var diff = UnifiedDiff.Write("long", before, "first\n" + before + "\nlast");

        Assert.Equal(
            ["--- a/long", "+++ b/long", "@@ -1,3 +1,4 @@", "+first", " 0", " 1", " 2", "@@ -199997,4 +199998,5 @@", " 199996", " 199997",
                " 199998", "-199999", "\\ No newline at end of file", "+199999", "+last", "\\ No newline at end of file", ""],
            diff.Split('\n'));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
