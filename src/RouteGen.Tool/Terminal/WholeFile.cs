using System.Text;

namespace RouteGen.Tool.Terminal;

/// <summary>Writes a file whole or not at all: whoever reads it, or ends the program, never finds half of it.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text as UTF-8 without a mark.</summary>
    public static void Write(string path, string text) => Write(path, Utf8.GetBytes(text));

    /// <summary>Writes bytes. What a link leads to is written, not the link; who may read the file stays as it is.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        // Devices and pipes are written to: nothing stands in their place that could be kept.
        if (path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, bytes);
            return;
        }

        if (new FileInfo(path).LinkTarget is not null && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target)
        {
            path = target.FullName;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var part = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(part, bytes);
            if (!OperatingSystem.IsWindows() && File.Exists(path))
            {
                File.SetUnixFileMode(part, File.GetUnixFileMode(path));
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
