namespace RouteGen.Gateway.Lanes;

/// <summary>The values of one part of a JSON text that belong together: a tool call, a block, an item.</summary>
internal sealed class StampUnit
{
    private readonly List<StampValue> _values = [];

    public IReadOnlyList<StampValue> Values => _values;

    /// <summary>The text of a value; null where there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var value in _values)
            {
                if (value.Name == name)
                {
                    return value.Text;
                }
            }

            return null;
        }
    }

    public void Add(in StampValue value) => _values.Add(value);
}

/// <summary>A value, with where its member begins, where the value begins, and where both end.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Text">The value, where it is a text that is not empty.</param>
/// <param name="MemberStart">Where the member begins.</param>
/// <param name="Start">Where the value begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct StampValue(string Name, string? Text, int MemberStart, int Start, int End);
