using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Json;

/// <summary>
/// Writes the arguments and results of tools, which may be any object, without reflection where it is one that JSON knows.
/// </summary>
internal static class JsonValues
{
    /// <summary>Writes a value.</summary>
    /// <exception cref="NotSupportedException">
    /// It is of a type that neither this method nor <see cref="AIJsonUtilities.DefaultOptions"/> know. Where JSON is not written by
    /// reflection, as in native code, these are the application's own types.
    /// </exception>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                json.WriteNullValue();
                break;
            case JsonElement element:
                WriteElement(json, element);
                break;
            case JsonNode node:
                WriteNode(json, node);
                break;
            case JsonDocument document:
                document.RootElement.WriteTo(json);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(json, members);
                break;
            case AIContent or byte[]:
                WriteOther(json, value);
                break;
            case IDictionary members when !HasContract(value):
                json.WriteStartObject();
                foreach (DictionaryEntry member in members)
                {
                    json.WritePropertyName(Convert.ToString(member.Key, CultureInfo.InvariantCulture) ?? "");
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case IEnumerable items when !HasContract(value):
                json.WriteStartArray();
                foreach (var item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                WriteOther(json, value);
                break;
        }
    }

    /// <summary>A value as text.</summary>
    /// <exception cref="NotSupportedException">As <see cref="Write"/>.</exception>
    public static string Text(object? value)
    {
        using var written = new JsonText();
        Write(written.Writer, value);
        return written.ToString();
    }

    /// <summary>Writes a node; <c>null</c> is a value, too.</summary>
    public static void WriteNode(Utf8JsonWriter json, JsonNode? node)
    {
        if (node is null)
        {
            json.WriteNullValue();
        }
        else
        {
            node.WriteTo(json);
        }
    }

    // Half a character, as a server or a caller cut it, goes on as it is: the writer would refuse it.
    private static void WriteElement(Utf8JsonWriter json, JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (LenientText.HasSurrogates(raw))
        {
            json.WriteRawValue(raw, skipInputValidation: true);
        }
        else
        {
            element.WriteTo(json);
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    // Where contracts are made by reflection, the application's own types have some. Where they are not, as in native code, the only ones
    // are those of Microsoft.Extensions.AI's types, and asking for them would bring all of them along, a megabyte and a half: the compiler
    // knows the answer to this question and leaves them out.
    private static bool HasContract(object value) =>
        JsonSerializer.IsReflectionEnabledByDefault && AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out _);

    private static void WriteOther(Utf8JsonWriter json, object value)
    {
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            var declared = value is AIContent ? typeof(AIContent) : value.GetType();
            if (AIJsonUtilities.DefaultOptions.TryGetTypeInfo(declared, out var contract))
            {
                JsonSerializer.Serialize(json, value, contract);
                return;
            }
        }

        if (!PlainValues.TryWrite(json, value))
        {
            throw new NotSupportedException(
                $"A value of type {value.GetType().Name} cannot be written as JSON here: give a string, a number, a JsonElement or a "
                + "dictionary.");
        }
    }
}
