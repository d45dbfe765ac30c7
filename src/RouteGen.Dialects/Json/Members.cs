using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Dialects.Json;

/// <summary>
/// Members that a table states for every request, such as OpenRouter's preferences. They win over those of the same name.
/// </summary>
internal sealed class Members
{
    private readonly (byte[] Name, byte[] Json, string Text)[] _members;

    /// <param name="body">A JSON object.</param>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public Members(string body)
    {
        using var document = JsonDocument.Parse(body);
        _members = document.RootElement.ValueKind == JsonValueKind.Object
            ? [.. document.RootElement.EnumerateObject().Select(
                member => (Encoding.UTF8.GetBytes(member.Name), Encoding.UTF8.GetBytes(member.Value.GetRawText()), member.Name))]
            : throw new JsonException("The members of a request are not an object.");
    }

    /// <summary>A request with them.</summary>
    public byte[] AddTo(byte[] request)
    {
        if (StatesAny(request))
        {
            return Replace(request);
        }

        using var text = new JsonText();
        text.Writer.WriteStartObject();
        var reader = JsonRead.Start(request);
        JsonRead.Enter(ref reader);
        while (JsonRead.Next(ref reader))
        {
            text.Writer.WritePropertyName(reader.ValueSpan);
            reader.Read();
            text.Writer.WriteRawValue(JsonRead.Slice(ref reader, request), skipInputValidation: true);
        }

        foreach (var (name, json, _) in _members)
        {
            text.Writer.WritePropertyName(name);
            text.Writer.WriteRawValue(json, skipInputValidation: true);
        }

        text.Writer.WriteEndObject();
        return text.Written.ToArray();
    }

    /// <summary>The members, each with its value.</summary>
    public (string Name, byte[] Json)[] ToArray() => [.. _members.Select(static member => (member.Text, member.Json))];

    private bool StatesAny(byte[] request)
    {
        var reader = JsonRead.Start(request);
        JsonRead.Enter(ref reader);
        while (JsonRead.Next(ref reader))
        {
            foreach (var (name, _, _) in _members)
            {
                if (reader.ValueTextEquals(name))
                {
                    return true;
                }
            }

            JsonRead.Skip(ref reader);
        }

        return false;
    }

    private byte[] Replace(byte[] request)
    {
        var root = JsonNode.Parse(request)!.AsObject();
        foreach (var (_, json, name) in _members)
        {
            root[name] = JsonNode.Parse(json);
        }

        using var text = new JsonText();
        root.WriteTo(text.Writer);
        return text.Written.ToArray();
    }
}
