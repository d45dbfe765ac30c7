using RouteGen.Dialects.Relay;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Lanes;
using RouteGen.Gateway.Refusals;
using RouteGen.Plans;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Serves what is asked in a dialect of chat.</summary>
internal sealed class ChatEndpoint(CallerDialect dialect, GatewayServices services) : GatewayEndpoint(dialect, services)
{
    protected override async ValueTask<Refusal?> ServeAsync(GatewayRequest request)
    {
        var scan = RelayScan.Read(Dialect.Relayed, request.Body);
        var asked = Dialect.Read(request.Body, scan);
        request.Model = asked.Model;
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (Services.Enter(request, asked.Model, embeddings: false) is not { } route)
        {
            return ModelRefusals.Unknown(Services.Catalog, request.Access, asked.Model, embeddings: false);
        }

        if (RelayRules.Check(scan, route.Definition, Services.Time.GetUtcNow()) is [var forbidden, ..])
        {
            return Refusal.Invalid(forbidden.Message, forbidden.Param, forbidden.Code);
        }

        var headers = request.Http.Request.Headers;
        asked.ForbidsCapture = CallHeaders.ForbidsCapture(headers);
        asked.TimeLimit = CallHeaders.TimeLimit(headers);
        var call = new GatewayCall
        {
            Request = request,
            Asked = asked,
            Scan = scan,
            Route = route,
            Caller = CallHeaders.Caller(headers, request.Access, asked.User),
            Services = Services,
        };
        if (request.Access.TokensPerMinute is not null && request.Lease.ReserveTokens(TokensOf(call)) is { } over)
        {
            return RefusalFor(over);
        }

        try
        {
            await (asked.Streamed ? StreamedCall.RunAsync(call) : WholeCall.RunAsync(call)).ConfigureAwait(false);
            return null;
        }
        catch (RouteException failure) when (call.Carrier.Refused is { ContentType: "application/json" } refused
            && IsCallers(failure.Fault))
        {
            // A client knows what to do by the very words of the provider whose dialect it speaks.
            request.Record = failure.Record;
            return RouteRefusals.From(failure) with { Status = refused.StatusCode, Own = refused.Body };
        }
    }

    private static bool IsCallers(Fault fault) =>
        fault is Fault.InvalidRequest or Fault.ContextTooLong or Fault.UnsupportedRequest or Fault.ContentFiltered;

    private static long TokensOf(GatewayCall call)
    {
        var plan = call.Route.Planned.Plan;
        var facts = call.Carrier.Read(plan.Tokens);
        return facts.InputTokens + (OutputLimits.Allowed(plan.Entries[0], call.Route.Definition, facts.MaxOutput) ?? 0);
    }
}
