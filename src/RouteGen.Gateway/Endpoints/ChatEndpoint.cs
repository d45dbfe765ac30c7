using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Bodies;
using RouteGen.Gateway.Keys;
using RouteGen.Gateway.Refusals;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Serves what is asked in a dialect of chat: the key, the body, the route that is meant, the call, and the reply, or in its place a
/// refusal in the caller's dialect.
/// </summary>
internal sealed class ChatEndpoint(CallerDialect dialect, GatewayServices services)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (await ServeAsync(context).ConfigureAwait(false) is { } refusal)
            {
                await RefusalWriter.WriteAsync(context, dialect, refusal).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered. The call has left its record.
            context.Abort();
        }
        catch (RouteException failure)
        {
            await RefusalWriter.WriteAsync(context, dialect, RouteRefusals.From(failure)).ConfigureAwait(false);
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

        var asked = dialect.Read(body);
        if (asked.Problems is [var first, ..])
        {
            return Refusal.Invalid(first.Message, first.Param, first.Code);
        }

        if (services.Catalog.Find(asked.Model, access, embeddings: false) is not { } route)
        {
            return ModelRefusals.Unknown(services.Catalog, access, asked.Model, embeddings: false);
        }

        asked.TimeLimit = CallHeaders.TimeLimit(context.Request.Headers);
        var call = new GatewayCall
        {
            Http = context,
            Access = access,
            Asked = asked,
            Route = route,
            Caller = CallHeaders.Caller(context.Request.Headers, access, asked.User),
            Options = services.Options,
            Time = services.Time,
            CancellationToken = context.RequestAborted,
        };
        await (asked.Streamed ? StreamedCall.RunAsync(call) : WholeCall.RunAsync(call)).ConfigureAwait(false);
        return null;
    }
}
