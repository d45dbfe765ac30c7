using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Keys;
using RouteGen.Gateway.Records;
using RouteGen.Gateway.Refusals;
using RouteGen.Records;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What callers are told of their own calls: a record by its id, and their usage.</summary>
internal sealed class RecordsEndpoints(GatewayServices services, RecordKeeper keeper)
{
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];

    private readonly RecordLookup _lookup = new(keeper);

    /// <summary>Maps <c>GET /v1/records/{id}</c> and <c>GET /v1/me/usage</c>.</summary>
    internal static void MapRecords(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var records = new RecordsEndpoints(services.GetRequiredService<GatewayServices>(), services.GetRequiredService<RecordKeeper>());
        endpoints.MapMethods("/v1/records/{id}", Get, records.FindAsync).WithDisplayName("RouteGen: /v1/records")
            .RequireAuthorization(RouteGatewayDefaults.CallerPolicy);
        endpoints.MapMethods("/v1/me/usage", Get, records.UsageAsync).WithDisplayName("RouteGen: /v1/me/usage")
            .RequireAuthorization(RouteGatewayDefaults.CallerPolicy);
    }

    private async Task FindAsync(HttpContext context)
    {
        var access = GatewayAccess.From(context);
        var asked = context.Request.RouteValues["id"] as string ?? "";
        var found = access is null ? null : await _lookup.FindAsync(
            asked, new RecordReader(access.KeyId, access.Tenant, access.IsAdministrator), context.RequestAborted).ConfigureAwait(false);
        if (found is null)
        {
            // Another's record, one that is gone and one that never was are told alike.
            await RefuseAsync(context, new(404, "record_not_found", "There is no such record, or it is not of this key.") { Param = "id" })
                .ConfigureAwait(false);
            return;
        }

        await SendAsync(context, Encoding.UTF8.GetBytes(found.Json)).ConfigureAwait(false);
    }

    private async Task UsageAsync(HttpContext context)
    {
        if (GatewayAccess.From(context) is not { } access)
        {
            await RefuseAsync(context, new(401, "invalid_api_key", "No valid key was sent.")).ConfigureAwait(false);
            return;
        }

        var now = services.Time.GetUtcNow();
        var asked = context.Request.Query;
        if (UsageRange.TryRead(asked["from"], asked["to"], now, out var range) is { } wrong)
        {
            await RefuseAsync(context, Refusal.Invalid(
                "'from' and 'to' are days in UTC, such as 2026-11-01; 'to' is the first day that is not in it, at most 366 days later.",
                wrong, "invalid_value")).ConfigureAwait(false);
            return;
        }

        await keeper.FlushAsync(context.RequestAborted).WaitAsync(RecordLookup.Patience, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var query = new RouteUsageQuery(range.From, range.To) { Key = access.KeyId, Tenant = access.KeyId is null ? access.Tenant : null };
        var usage = keeper.Store is { } store
            ? await store.GetUsageAsync(query, context.RequestAborted).ConfigureAwait(false)
            : [];
        var budgets = await KeyBudgets.LookAsync(
            services.Catalog.For(access), CallHeaders.Caller(context.Request.Headers, access, null), context.RequestAborted)
            .ConfigureAwait(false);
        using var text = new JsonText();
        UsageAnswer.Write(text.Writer, query, access, usage, budgets, now);
        await SendAsync(context, text.Written.ToArray()).ConfigureAwait(false);
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal) =>
        RefusalWriter.WriteAsync(context, GatewayPaths.DialectAt(context), refusal);

    internal static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        ReplyHeaders.Protect(response.Headers);
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            response.BodyWriter.Write(json.Span);
            await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
