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
    protected override async ValueTask<Refusal?> ServeAsync(GatewayRequest request)
    {
        var asked = ((MessagesCaller)Dialect).ReadCount(request.Body);
        request.Model = asked.Model;
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (Services.Enter(request, asked.Model, embeddings: false) is not { } route)
        {
            return ModelRefusals.Unknown(Services.Catalog, request.Access, asked.Model, embeddings: false);
        }

        await SendAsync(request.Http, Write(route.Planned.Plan.Tokens.Estimate(asked.Messages, asked.Options))).ConfigureAwait(false);
        return null;
    }

    private static byte[] Write(long tokens)
    {
        using var text = new JsonText();
        MessagesTokenCount.Write(text.Writer, tokens);
        return text.Written.ToArray();
    }
}
