using System.Security.Cryptography;
using System.Text;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Ids of tool calls in the shape that a vendor takes.</summary>
internal static class ToolIds
{
    private const int Length = 9;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>
    /// An id of nine letters or digits: itself where it is one, else the same for the same id, so that calls and results agree.
    /// </summary>
    public static string Nine(string id)
    {
        if (id.Length == Length && !id.AsSpan().ContainsAnyExcept(Alphabet))
        {
            return id;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        Span<char> nine = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            nine[i] = Alphabet[hash[i] % Alphabet.Length];
        }

        return new string(nine);
    }
}
