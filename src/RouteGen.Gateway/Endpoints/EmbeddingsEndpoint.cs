using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using RouteGen.Calls;
using RouteGen.Carriers;
using RouteGen.Dialects.Embeddings.Server;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Refusals;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Serves embeddings: of texts, as floats or as base64, in the length that is asked for.</summary>
internal sealed class EmbeddingsEndpoint(GatewayServices services) : GatewayEndpoint(CallerDialect.ChatCompletions, services)
{
    protected override async ValueTask<Refusal?> ServeAsync(HttpContext context, GatewayAccess access, ReadOnlyMemory<byte> body)
    {
        var asked = EmbeddingsRequestReader.Read(body);
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (Services.Catalog.Find(asked.Model, access, embeddings: true) is not { } route)
        {
            return ModelRefusals.Unknown(Services.Catalog, access, asked.Model, embeddings: true);
        }

        if (asked.Tokens.Count > 0)
        {
            return Refusal.Invalid("Tokens can be read only by the model that they are of: send texts.", "input", "unsupported_value");
        }

        if (Length(route) is { } length && asked.Dimensions is { } dimensions && dimensions != length)
        {
            return Refusal.Invalid(
                $"The route '{route.Name}' gives vectors of {length} dimensions, so that all of them can be compared.", "dimensions",
                "invalid_value");
        }

        await RunAsync(context, route, asked, access).ConfigureAwait(false);
        return null;
    }

    private static int? Length(CatalogRoute route) => route.Definition.Chain[0].Target.Dimensions;

    private static async Task RunAsync(HttpContext context, CatalogRoute route, EmbeddingsAsked asked, GatewayAccess access)
    {
        var options = new EmbeddingGenerationOptions { ModelId = asked.Model, Dimensions = asked.Dimensions };
        if (CallHeaders.ForbidsCapture(context.Request.Headers))
        {
            options.AdditionalProperties = new() { [CaptureWish.Key] = true };
        }

        var call = new RouteCall(
            route.Planned, CallHeaders.Caller(context.Request.Headers, access, asked.User), new VectorCarrier(asked.Texts, options),
            context.RequestAborted);
        ReplyHeaders.Name(context.Response.Headers, call.Id);
        var attempt = await ChainRunner.RunAsync(call).ConfigureAwait(false);
        var vectors = ((VectorDelivery)attempt.Delivery).Reply!;
        var record = call.End(RouteOutcome.Served, Fault.None, attempt.Entry);
        ReplyHeaders.Protect(context.Response.Headers);
        ReplyHeaders.Describe(context.Response.Headers, record);
        await SendAsync(context, Write(vectors, asked)).ConfigureAwait(false);
    }

    private static byte[] Write(GeneratedEmbeddings<Embedding<float>> vectors, EmbeddingsAsked asked)
    {
        using var text = new JsonText();
        EmbeddingsReplyWriter.Write(text.Writer, vectors, asked.Model, asked.AsBase64);
        return text.Written.ToArray();
    }
}
