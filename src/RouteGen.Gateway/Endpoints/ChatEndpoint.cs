using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Serves what is asked in a dialect of chat.</summary>
internal sealed class ChatEndpoint(CallerDialect dialect, GatewayServices services) : GatewayEndpoint(dialect, services)
{
    protected override async ValueTask<Refusal?> ServeAsync(HttpContext context, GatewayAccess access, ReadOnlyMemory<byte> body)
    {
        var asked = Dialect.Read(body);
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (Services.Catalog.Find(asked.Model, access, embeddings: false) is not { } route)
        {
            return ModelRefusals.Unknown(Services.Catalog, access, asked.Model, embeddings: false);
        }

        asked.ForbidsCapture = CallHeaders.ForbidsCapture(context.Request.Headers);
        asked.TimeLimit = CallHeaders.TimeLimit(context.Request.Headers);
        var call = new GatewayCall
        {
            Http = context,
            Access = access,
            Asked = asked,
            Route = route,
            Caller = CallHeaders.Caller(context.Request.Headers, access, asked.User),
            Options = Services.Options,
            Time = Services.Time,
            CancellationToken = context.RequestAborted,
        };
        try
        {
            await (asked.Streamed ? StreamedCall.RunAsync(call) : WholeCall.RunAsync(call)).ConfigureAwait(false);
            return null;
        }
        catch (RouteException failure) when (call.Carrier.Refused is { ContentType: "application/json" } refused && IsCallers(failure.Fault))
        {
            // A client knows what to do by the very words of the provider whose dialect it speaks.
            return RouteRefusals.From(failure) with { Status = refused.StatusCode, Own = refused.Body };
        }
    }

    private static bool IsCallers(Fault fault) =>
        fault is Fault.InvalidRequest or Fault.ContextTooLong or Fault.UnsupportedRequest or Fault.ContentFiltered;
}
