namespace RouteGen.Generators.Tests.Compiling;

/// <summary>Compares text with the file that a person has read and approved.</summary>
internal static class Approved
{
    /// <summary>Set to a folder to write what tests received there, for reading and approving.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    /// <summary>Stands for the version, which changes without anybody approving the code anew.</summary>
    private static readonly string Version = $"(\"RouteGen\", \"{typeof(RouteTableGenerator).Assembly.GetName().Version!.ToString(3)}\")";

    public static void Equal(string name, string received)
    {
        received = received.Replace(Version, "(\"RouteGen\", \"$version\")", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, name + ".txt"), received);
        }

        using var stream = typeof(Approved).Assembly.GetManifestResourceStream($"RouteGen.Generators.Tests.Approved.{name}.txt");
        Assert.True(stream is not null, $"Approved/{name}.txt is missing: set {ReceiveVariable} to a folder, run, read the file, and put it there.");
        using var reader = new StreamReader(stream);
        Assert.Equal(reader.ReadToEnd().Replace(Version, "(\"RouteGen\", \"$version\")", StringComparison.Ordinal), received);
    }
}
