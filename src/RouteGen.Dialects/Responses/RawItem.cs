namespace RouteGen.Dialects.Responses;

/// <summary>
/// An item as the API wrote it. Contents that Microsoft.Extensions.AI cannot say in full carry theirs, and it goes back as it came.
/// </summary>
internal sealed class RawItem(ReadOnlyMemory<byte> json)
{
    public ReadOnlyMemory<byte> Json => json;
}
