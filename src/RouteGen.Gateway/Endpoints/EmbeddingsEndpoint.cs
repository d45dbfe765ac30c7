using Microsoft.Extensions.AI;
using RouteGen.Calls;
using RouteGen.Carriers;
using RouteGen.Dialects.Embeddings.Server;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Lanes;
using RouteGen.Gateway.Refusals;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Serves embeddings: of texts, as floats or as base64, in the length that is asked for.</summary>
internal sealed class EmbeddingsEndpoint(GatewayServices services) : GatewayEndpoint(CallerDialect.ChatCompletions, services)
{
    protected override async ValueTask<Refusal?> ServeAsync(GatewayRequest request)
    {
        var asked = EmbeddingsRequestReader.Read(request.Body);
        request.Model = asked.Model;
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (Services.Enter(request, asked.Model, embeddings: true) is not { } route)
        {
            return ModelRefusals.Unknown(Services.Catalog, request.Access, asked.Model, embeddings: true);
        }

        if (Length(route) is { } length && asked.Dimensions is { } dimensions && dimensions != length)
        {
            return Refusal.Invalid(
                $"The route '{route.Name}' gives vectors of {length} dimensions, so that all of them can be compared.", "dimensions",
                "invalid_value");
        }

        await RunAsync(request, route, asked).ConfigureAwait(false);
        return null;
    }

    private static int? Length(CatalogRoute route) => route.Definition.Chain[0].Target.Dimensions;

    private static async Task RunAsync(GatewayRequest request, CatalogRoute route, EmbeddingsAsked asked)
    {
        var options = new EmbeddingGenerationOptions { ModelId = asked.Model, Dimensions = asked.Dimensions };
        if (CallHeaders.ForbidsCapture(request.Http.Request.Headers))
        {
            options.AdditionalProperties = new() { [CaptureWish.Key] = true };
        }

        Carrier carrier = asked.Tokens.Count > 0 ? new TokenCarrier(asked.Tokens, options) : new VectorCarrier(asked.Texts, options);
        var call = new RouteCall(
            route.Planned, CallHeaders.Caller(request.Http.Request.Headers, request.Access, asked.User), carrier, request.Aborted);
        ReplyHeaders.Name(request.Http.Response.Headers, call.Id);
        var attempt = await ChainRunner.RunAsync(call).ConfigureAwait(false);
        var vectors = ((VectorDelivery)attempt.Delivery).Reply!;
        var record = request.Record = call.End(RouteOutcome.Served, Fault.None, attempt.Entry);
        ReplyHeaders.Protect(request.Http.Response.Headers);
        ReplyHeaders.Describe(request.Http.Response.Headers, record);
        await SendAsync(request.Http, Write(vectors, asked)).ConfigureAwait(false);
    }

    private static byte[] Write(GeneratedEmbeddings<Embedding<float>> vectors, EmbeddingsAsked asked)
    {
        using var text = new JsonText();
        EmbeddingsReplyWriter.Write(text.Writer, vectors, asked.Model, asked.AsBase64);
        return text.Written.ToArray();
    }
}
