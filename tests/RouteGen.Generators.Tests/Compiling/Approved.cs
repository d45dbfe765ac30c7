using RouteGen.Generators.Writing;

namespace RouteGen.Generators.Tests.Compiling;

/// <summary>Compares text with the file that a person has read and approved.</summary>
internal static class Approved
{
    /// <summary>Set to a folder to write what tests received there, for reading and approving.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    /// <param name="name">The file, without its ending.</param>
    /// <param name="received">What the generator wrote; the version of the build is taken out of it, which no approval depends on.</param>
    public static void Equal(string name, string received)
    {
        received = received.Replace(GeneratorVersion.Text, "{version}", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder)
        {
            var file = Path.Combine(folder, name + ".txt");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, received);
        }

        using var stream = typeof(Approved).Assembly.GetManifestResourceStream($"Approved/{name}.txt");
        Assert.True(
            stream is not null,
            $"Approved/{name}.txt is missing: set {ReceiveVariable} to a folder, run, read the file, and put it there.");
        using var reader = new StreamReader(stream);
        Assert.Equal(reader.ReadToEnd(), received);
    }
}
