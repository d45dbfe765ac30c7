using System.Text;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Fix;

/// <summary>Writes a changed text as its file was written: its encoding and its mark stay.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a file anew, whole or not at all.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="before">The text as it was read.</param>
    /// <param name="after">What it becomes.</param>
    /// <exception cref="ToolFailure">The file is not what was read.</exception>
    public static void Replace(string path, string before, string after)
    {
        var bytes = File.ReadAllBytes(path);
        var (encoding, mark) = EncodingOf(bytes);
        string read;
        try
        {
            read = encoding.GetString(bytes, mark, bytes.Length - mark);
        }
        catch (DecoderFallbackException e)
        {
            throw new ToolFailure($"'{path}' is not {encoding.WebName}, so changing it would lose what it says; nothing was changed.", e);
        }

        if (read != before)
        {
            throw new ToolFailure($"'{path}' was changed meanwhile; nothing was changed in it. Run the command again.");
        }

        WholeFile.Write(path, [.. bytes.AsSpan(0, mark), .. encoding.GetBytes(after)]);
    }

    private static (Encoding Encoding, int Mark) EncodingOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true), 4),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2),
        _ => (Utf8, 0),
    };
}
