using System.Buffers;
using Microsoft.AspNetCore.Http;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages.Server;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Bodies;
using RouteGen.Gateway.Keys;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Counts the tokens of a request in Messages, by the estimate by which limits and budgets go. No provider is asked, and nothing is
/// billed.
/// </summary>
internal sealed class CountEndpoint(GatewayServices services)
{
    private static readonly MessagesCaller Dialect = (MessagesCaller)CallerDialect.Messages;

    public async Task InvokeAsync(HttpContext context)
    {
        if (await ServeAsync(context).ConfigureAwait(false) is { } refusal)
        {
            await RefusalWriter.WriteAsync(context, Dialect, refusal).ConfigureAwait(false);
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

        var asked = Dialect.ReadCount(body);
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (services.Catalog.Find(asked.Model, access, embeddings: false) is not { } route)
        {
            return ModelRefusals.Unknown(services.Catalog, access, asked.Model, embeddings: false);
        }

        var tokens = route.Planned.Plan.Tokens.Estimate(asked.Messages, asked.Options);
        using var text = new JsonText();
        MessagesTokenCount.Write(text.Writer, tokens);
        var written = text.Written.ToArray();
        ReplyHeaders.Protect(context.Response.Headers);
        ReplyHeaders.Name(context.Response.Headers, Guid.CreateVersion7());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = written.Length;
        context.Response.BodyWriter.Write(written);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        return null;
    }
}
