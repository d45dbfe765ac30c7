using Microsoft.AspNetCore.Http;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages.Server;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Counts the tokens of a request in Messages, by the estimate by which limits and budgets go. No provider is asked, and nothing is
/// billed.
/// </summary>
internal sealed class CountEndpoint(GatewayServices services) : GatewayEndpoint(CallerDialect.Messages, services)
{
    protected override async ValueTask<Refusal?> ServeAsync(HttpContext context, GatewayAccess access, ReadOnlyMemory<byte> body)
    {
        var asked = ((MessagesCaller)Dialect).ReadCount(body);
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (Services.Catalog.Find(asked.Model, access, embeddings: false) is not { } route)
        {
            return ModelRefusals.Unknown(Services.Catalog, access, asked.Model, embeddings: false);
        }

        ReplyHeaders.Protect(context.Response.Headers);
        ReplyHeaders.Name(context.Response.Headers, Guid.CreateVersion7());
        await SendAsync(context, Write(route.Planned.Plan.Tokens.Estimate(asked.Messages, asked.Options))).ConfigureAwait(false);
        return null;
    }

    private static byte[] Write(long tokens)
    {
        using var text = new JsonText();
        MessagesTokenCount.Write(text.Writer, tokens);
        return text.Written.ToArray();
    }
}
