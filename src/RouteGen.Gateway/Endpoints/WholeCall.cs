using System.Buffers;
using Microsoft.Extensions.AI;
using RouteGen.Attempts;
using RouteGen.Calls;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Lanes;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Runs a call whose reply is awaited whole.</summary>
internal static class WholeCall
{
    /// <exception cref="RouteException">No target served.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public static async Task RunAsync(GatewayCall gateway)
    {
        var call = new RouteCall(gateway.Route.Planned, gateway.Caller, gateway.Carrier, gateway.CancellationToken);
        ReplyHeaders.Name(gateway.Http.Response.Headers, call.Id);
        var attempt = await AskAsync(gateway, call).ConfigureAwait(false);
        var delivery = attempt.Delivery;
        var record = gateway.Request.Record = call.End(attempt);

        var head = new ReplyHead(call.Id, call.StartedAt, gateway.Asked.Model);
        var response = gateway.Http.Response;
        ReplyHeaders.Protect(response.Headers);
        ReplyHeaders.Describe(response.Headers, record);
        response.StatusCode = 200;
        response.ContentType = "application/json";
        if (delivery is TranslatedWhole translated)
        {
            Write(gateway, head, translated.Reply, record);
        }
        else if (delivery is RelayedWhole relayed)
        {
            var body = relayed.Body;
            response.ContentLength = body.Length;
            response.BodyWriter.Write(body.Span);
        }

        await response.BodyWriter.FlushAsync(gateway.CancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<Attempt> AskAsync(GatewayCall gateway, RouteCall call)
    {
        try
        {
            return await ChainRunner.RunAsync(call).ConfigureAwait(false);
        }
        finally
        {
            gateway.Request.Record = call.Record;
        }
    }

    private static void Write(GatewayCall gateway, in ReplyHead head, ChatResponse reply, RouteRecord record)
    {
        reply.Usage = RecordUsage.Served(record) ?? reply.Usage;
        using var text = new JsonText();
        gateway.Asked.Dialect.WriteReply(text.Writer, gateway.Asked, head, reply);
        var written = text.Written;
        gateway.Http.Response.ContentLength = written.Length;
        gateway.Http.Response.BodyWriter.Write(written);
    }
}
