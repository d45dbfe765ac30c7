using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Responses;

/// <summary>A tool of the Responses API that no other dialect has: it rides along as it was defined.</summary>
internal sealed class RawTool(string type, ReadOnlyMemory<byte> json) : AITool
{
    public override string Name => type;

    /// <summary>The tool as it was defined.</summary>
    public ReadOnlyMemory<byte> Json => json;
}
