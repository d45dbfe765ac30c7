using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Json;

/// <summary>
/// The arguments of a tool call, byte for byte as the model wrote them: caches and signatures go by the bytes. They are read for the
/// caller, and go back as they came unless the caller has changed them.
/// </summary>
internal static class ToolArguments
{
    /// <summary>
    /// A call from the text of its arguments. No text is a call without arguments; text that is not an object is a call that is not whole,
    /// and its <see cref="FunctionCallContent.Exception"/> says so.
    /// </summary>
    public static FunctionCallContent Create(string text, string id, string name)
    {
        var call = new FunctionCallContent(id, name);
        if (string.IsNullOrWhiteSpace(text))
        {
            return call;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            switch (document.RootElement.ValueKind)
            {
                case JsonValueKind.Object:
                    call.Arguments = Members(document.RootElement);
                    break;
                case JsonValueKind.Null:
                    break;
                default:
                    call.Exception = new InvalidOperationException("The arguments of the call are not an object.");
                    break;
            }
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Half a character is no JSON either. Its words would quote the model's.
            call.Exception = new InvalidOperationException("The arguments of the call are not whole JSON.");
        }

        call.RawRepresentation = new Original(text, call.Arguments);
        return call;
    }

    /// <summary>The arguments as text: what the model wrote, else what the caller gave, <c>{}</c> for none.</summary>
    /// <exception cref="NotSupportedException">An argument is of a type that cannot be written.</exception>
    public static string Text(FunctionCallContent call) =>
        Unchanged(call) is { } text ? text : call.Arguments is { } arguments ? JsonValues.Text(arguments) : "{}";

    /// <summary>Writes the arguments as a JSON object. What is not an object is written as an empty one.</summary>
    /// <exception cref="NotSupportedException">An argument is of a type that cannot be written.</exception>
    public static void Write(Utf8JsonWriter json, FunctionCallContent call)
    {
        if (call.Arguments is not { } arguments)
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
        else if (Unchanged(call) is { } text)
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            JsonValues.Write(json, arguments);
        }
    }

    // The last two are for half a surrogate pair: in the text itself, or in a name.
    private static bool IsUnreadable(Exception e) => e is JsonException or ArgumentException or InvalidOperationException;

    /// <summary>Whether two texts are the same whole object.</summary>
    public static bool AreSame(string left, string right)
    {
        if (!left.AsSpan().TrimStart().StartsWith('{') || !right.AsSpan().TrimStart().StartsWith('{'))
        {
            return false;
        }

        try
        {
            using var first = JsonDocument.Parse(left);
            using var second = JsonDocument.Parse(right);
            return JsonElement.DeepEquals(first.RootElement, second.RootElement);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // A part of one, as most are.
            return false;
        }
    }

    private static string? Unchanged(FunctionCallContent call) =>
        call.RawRepresentation is Original original && original.IsOf(call.Arguments) ? original.Text : null;

    private static Dictionary<string, object?> Members(JsonElement root)
    {
        var arguments = new Dictionary<string, object?>();
        foreach (var member in root.EnumerateObject())
        {
            arguments[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value.Clone();
        }

        return arguments;
    }

    /// <summary>What the model wrote, and the objects that were read from it: other objects mean that the caller changed them.</summary>
    private sealed class Original(string text, IDictionary<string, object?>? read)
    {
        private readonly KeyValuePair<string, object?>[] _read = read is null ? [] : [.. read];

        public string Text => text;

        public bool IsOf(IDictionary<string, object?>? arguments)
        {
            if (arguments is null || arguments.Count != _read.Length)
            {
                return arguments is null && _read.Length == 0;
            }

            foreach (var (name, value) in _read)
            {
                if (!arguments.TryGetValue(name, out var now) || !ReferenceEquals(now, value))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
