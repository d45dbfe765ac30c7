using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using RouteGen.Calls;
using RouteGen.Carriers;
using RouteGen.Dialects.Embeddings.Server;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Bodies;
using RouteGen.Gateway.Keys;
using RouteGen.Gateway.Refusals;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Serves embeddings: of texts, as floats or as base64, in the length that is asked for.</summary>
internal sealed class EmbeddingsEndpoint(GatewayServices services)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (await ServeAsync(context).ConfigureAwait(false) is { } refusal)
            {
                await RefusalWriter.WriteAsync(context, CallerDialect.ChatCompletions, refusal).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (RouteException failure)
        {
            await RefusalWriter.WriteAsync(context, CallerDialect.ChatCompletions, RouteRefusals.From(failure)).ConfigureAwait(false);
        }
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext context)
    {
        var access = GatewayAccess.Anonymous;
        var (body, problem) = await RequestBody
            .ReadAsync(context.Request, services.Options.MaxRequestBytes, context.RequestAborted).ConfigureAwait(false);
        if (problem != BodyProblem.None)
        {
            return BodyRefusals.For(problem, services.Options.MaxRequestBytes);
        }

        var asked = EmbeddingsRequestReader.Read(body);
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (services.Catalog.Find(asked.Model, access, embeddings: true) is not { } route)
        {
            return ModelRefusals.Unknown(services.Catalog, access, asked.Model, embeddings: true);
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
        var call = new RouteCall(
            route.Planned, CallHeaders.Caller(context.Request.Headers, access, asked.User), new VectorCarrier(asked.Texts, options),
            context.RequestAborted);
        ReplyHeaders.Name(context.Response.Headers, call.Id);
        var attempt = await ChainRunner.RunAsync(call).ConfigureAwait(false);
        var vectors = ((VectorDelivery)attempt.Delivery).Reply!;
        var record = call.End(RouteOutcome.Served, Fault.None, attempt.Entry);

        var response = context.Response;
        ReplyHeaders.Protect(response.Headers);
        ReplyHeaders.Describe(response.Headers, record);
        response.ContentType = "application/json";
        using (var text = new JsonText())
        {
            EmbeddingsReplyWriter.Write(text.Writer, vectors, asked.Model, asked.AsBase64);
            var written = text.Written;
            response.ContentLength = written.Length;
            response.BodyWriter.Write(written);
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
