using System.Text;

namespace RouteGen.Dialects.Requests;

/// <summary>A member of a request that Microsoft.Extensions.AI has no words for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">Its value, as it stands in the body.</param>
/// <param name="IsKnown">Whether the dialect's own description names it; others come from vendors and may mean anything.</param>
internal readonly record struct RequestMember(string Name, ReadOnlyMemory<byte> Json, bool IsKnown)
{
    /// <summary>The value as text.</summary>
    public override string ToString() => $"{Name}: {Encoding.UTF8.GetString(Json.Span)}";
}
