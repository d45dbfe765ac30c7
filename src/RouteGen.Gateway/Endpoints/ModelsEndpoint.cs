using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Lists the routes and aliases that a key may use, in the words of OpenAI and Anthropic at once: each client reads what it knows.
/// </summary>
internal sealed class ModelsEndpoint(GatewayServices services)
{
    public Task ListAsync(HttpContext context)
    {
        using var text = new JsonText();
        WriteList(text.Writer, AccessOf(context));
        return SendAsync(context, text.Written.ToArray());
    }

    public Task GetAsync(HttpContext context)
    {
        var access = AccessOf(context);
        var asked = context.Request.RouteValues["model"] as string ?? "";
        var catalog = services.Catalog;
        var route = catalog.Find(asked, access, embeddings: false) ?? catalog.Find(asked, access, embeddings: true);
        if (route is null)
        {
            return RefusalWriter.WriteAsync(
                context, GatewayPaths.DialectAt(context), ModelRefusals.Unknown(catalog, access, asked, embeddings: false));
        }

        using var text = new JsonText();
        Write(text.Writer, asked, route);
        return SendAsync(context, text.Written.ToArray());
    }

    // The endpoint's policy let nobody in who has none.
    private static GatewayAccess AccessOf(HttpContext context) =>
        GatewayAccess.From(context) ?? throw new InvalidOperationException("The models are listed without a policy before them.");

    private void WriteList(Utf8JsonWriter json, GatewayAccess access)
    {
        string? first = null, last = null;
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var (id, route) in Listed(access))
        {
            Write(json, id, route);
            first ??= id;
            last = id;
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more"u8, false);
        json.WriteString("first_id"u8, first);
        json.WriteString("last_id"u8, last);
        json.WriteEndObject();
    }

    // A pattern is no name: what it matches can be asked for, and only names can be listed.
    private IEnumerable<(string Id, CatalogRoute Route)> Listed(GatewayAccess access)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var catalog = services.Catalog;
        foreach (var route in catalog.For(access))
        {
            foreach (var id in route.Aliases.Where(static a => !a.Contains('*', StringComparison.Ordinal))
                .Prepend(catalog.NameOf(route)))
            {
                if (catalog.Find(id, access, route.IsEmbedding) == route && listed.Add(id))
                {
                    yield return (id, route);
                }
            }
        }
    }

    private static void Write(Utf8JsonWriter json, string id, CatalogRoute route)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, CatalogRoute.MadeAt.ToUnixTimeSeconds());
        json.WriteString("owned_by"u8, "routegen"u8);
        json.WriteString("type"u8, "model"u8);
        json.WriteString("display_name"u8, route.Name);
        json.WriteString(
            "created_at"u8, CatalogRoute.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        var size = RouteSize.For(route.Definition);
        WriteNumber(json, "context_window"u8, size.Window);
        WriteNumber(json, "context_length"u8, size.Window);
        WriteNumber(json, "max_input_tokens"u8, size.Input);
        WriteNumber(json, "max_output_tokens"u8, size.Output);
        WriteNumber(json, "dimensions"u8, route.Definition.Chain[0].Target.Dimensions ?? route.Definition.Chain[0].Target.Model.Dimensions);
        WriteFeatures(json, size.Features);
        WritePrices(json, route);
        json.WriteEndObject();
    }

    private static void WriteFeatures(Utf8JsonWriter json, ModelFeatures features)
    {
        json.WriteStartArray("features"u8);
        foreach (var feature in Enum.GetValues<ModelFeatures>())
        {
            if (feature != ModelFeatures.None && features.HasFlag(feature))
            {
                json.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(feature.ToString()));
            }
        }

        json.WriteEndArray();
    }

    // Those of the target that is asked first, in USD per million tokens, the provider's discount included.
    private static void WritePrices(Utf8JsonWriter json, CatalogRoute route)
    {
        var target = route.Definition.Chain[0].Target;
        if (target.Model.Price is not { } price)
        {
            return;
        }

        var sheet = price.At(TimeProvider.System.GetUtcNow()).Sheet;
        json.WriteStartObject("pricing"u8);
        json.WriteString("unit"u8, "USD per million tokens"u8);
        WritePrice(json, "input"u8, sheet.Input, target.PriceFactor);
        WritePrice(json, "cached_input"u8, sheet.CachedInput, target.PriceFactor);
        WritePrice(json, "output"u8, sheet.Output, target.PriceFactor);
        json.WriteEndObject();
    }

    private static void WritePrice(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? rate, decimal factor)
    {
        if (rate is { } usd)
        {
            json.WriteNumber(name, (usd * factor) / 1.0000000000000000000000000000m);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    internal static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            response.BodyWriter.Write(body.Span);
            await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
