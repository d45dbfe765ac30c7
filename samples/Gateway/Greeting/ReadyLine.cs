using System.Buffers;
using System.Text;
using System.Text.Json;
using GatewaySample.Keys;
using GatewaySample.Providers;
using RouteGen.Testing;

namespace GatewaySample.Greeting;

/// <summary>What <c>--json</c> prints when requests are served.</summary>
internal static class ReadyLine
{
    public static string Write(string url, DevelopmentKeys? keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("url"u8, url);
            json.WriteString("key"u8, keys?.Key);
            WriteList(json, "routes"u8, GatewayRoutes.Definition.Routes.Select(static r => r.Name));
            WriteList(json, "targets"u8, GatewayProviders.AllTargets);
            WriteList(json, "faults"u8, FaultWords.All);
            json.WriteStartObject("keys"u8);
            if (keys is { HasOthers: true })
            {
                json.WriteString("other"u8, keys.Other);
                json.WriteString("scoped"u8, keys.Scoped);
                json.WriteString("disabled"u8, keys.Disabled);
                json.WriteString("rate"u8, keys.Rate);
                json.WriteString("broke"u8, keys.Broke);
                json.WriteString("admin"u8, keys.Admin);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
