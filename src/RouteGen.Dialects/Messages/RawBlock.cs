using System.Text.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// A block as it came, to go back as it is: a search's results hold what only the provider can read, and a kind that this code does not
/// know may hold anything.
/// </summary>
internal sealed class RawBlock(ReadOnlyMemory<byte> json)
{
    public ReadOnlySpan<byte> Json => json.Span;

    public void Write(Utf8JsonWriter writer) => writer.WriteRawValue(json.Span, skipInputValidation: true);
}
