using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Members of a request of the Responses API for which Microsoft.Extensions.AI has no place. They ride along, byte for byte, from the
/// reader of a request to the writer of another in the same dialect, and mean nothing to any other.
/// </summary>
internal sealed class CarriedMembers
{
    private const string Key = "RouteGen.Responses.Members";

    private readonly List<(string Name, ReadOnlyMemory<byte> Json)> _members = [];

    /// <summary>The names, in the order of the request; one with a dot is a member's own member.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            foreach (var (name, _) in _members)
            {
                yield return name;
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _members.Count;

    /// <summary>What rides along with options; null for nothing.</summary>
    public static CarriedMembers? In(ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Key, out var members) is true ? members as CarriedMembers : null;

    /// <summary>Lets them ride along with options.</summary>
    public void AddTo(ChatOptions options)
    {
        if (_members.Count > 0)
        {
            (options.AdditionalProperties ??= [])[Key] = this;
        }
    }

    public void Add(string name, ReadOnlyMemory<byte> json) => _members.Add((name, json));

    public bool Has(string name) => Find(name) is not null;

    public ReadOnlyMemory<byte>? Find(string name)
    {
        foreach (var (known, json) in _members)
        {
            if (known == name)
            {
                return json;
            }
        }

        return null;
    }

    /// <summary>Writes those that stand at the top of a request, as far as what they are about is still in the options.</summary>
    public void WriteTo(Utf8JsonWriter json, ChatOptions options)
    {
        foreach (var (name, value) in _members)
        {
            var isLeftOut = name.Contains('.', StringComparison.Ordinal)
                || (name == "reasoning" && options.Reasoning is null) || (name == "tool_choice" && options.Tools is not { Count: > 0 });
            if (!isLeftOut)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value.Span, skipInputValidation: true);
            }
        }
    }
}
