using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Content;
using RouteGen.Dialects.Json;
using RouteGen.Gateway.Keys;
using RouteGen.Gateway.Records;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// What administrators see of captured prompts and replies: each read is logged and noted in the store before anything is given.
/// </summary>
internal sealed class ContentEndpoints(GatewayServices services, ContentKeeper? keeper)
{
    private const string Path = "/v1/admin/content";

    /// <summary>
    /// Maps <c>GET /v1/admin/content/{record}</c>, <c>GET /v1/admin/content/{record}/reads</c> and
    /// <c>DELETE /v1/admin/content?tenant=&amp;user=</c>.
    /// </summary>
    internal static IEnumerable<IEndpointConventionBuilder> MapContent(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var content = new ContentEndpoints(services.GetRequiredService<GatewayServices>(), services.GetService<ContentKeeper>());
        return
        [
            endpoints.MapMethods(Path + "/{record}", [HttpMethods.Get], c => content.ServeAsync(c, content.ReadAsync)),
            endpoints.MapMethods(Path + "/{record}/reads", [HttpMethods.Get], c => content.ServeAsync(c, content.ReadsAsync)),
            endpoints.MapMethods(Path, [HttpMethods.Delete], c => content.ServeAsync(c, content.EraseAsync)),
        ];
    }

    private async Task ServeAsync(HttpContext context, Func<HttpContext, ContentKeeper, string, Task<Refusal?>> serve)
    {
        var access = GatewayAccess.From(context);
        var refusal = access is not { IsAdministrator: true }
            ? new Refusal(403, "forbidden", "This takes an administrator's key.")
            : keeper is null
                ? new Refusal(404, "content_not_kept", "No prompts are kept here: no route captures them, or no store is registered.")
                : await serve(context, keeper, LoggedText.Clean(access.KeyId ?? context.User.Identity?.Name) ?? "an administrator")
                    .ConfigureAwait(false);
        if (refusal is not null)
        {
            await RefusalWriter.WriteAsync(context, GatewayPaths.DialectAt(context), refusal).ConfigureAwait(false);
        }
    }

    private async Task<Refusal?> ReadAsync(HttpContext context, ContentKeeper content, string reader)
    {
        if (Id(context) is not { } id)
        {
            return NotFound();
        }

        if (content.Pending > 0)
        {
            await content.FlushAsync(context.RequestAborted).WaitAsync(RecordLookup.Patience, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var found = await content.Store.ReadAsync(id, reader, context.RequestAborted).ConfigureAwait(false);
        GatewayLog.ContentRead(services.Log, reader, id, found.Count);
        if (found.Count == 0)
        {
            return NotFound();
        }

        using var text = new JsonText();
        Write(text.Writer, id, found);
        await RecordsEndpoints.SendAsync(context, text.Written.ToArray()).ConfigureAwait(false);
        return null;
    }

    private async Task<Refusal?> ReadsAsync(HttpContext context, ContentKeeper content, string reader)
    {
        if (Id(context) is not { } id)
        {
            return NotFound();
        }

        var reads = await content.Store.GetReadsAsync(id, context.RequestAborted).ConfigureAwait(false);
        using var text = new JsonText();
        text.Writer.WriteStartObject();
        text.Writer.WriteString("record", id);
        text.Writer.WriteStartArray("reads");
        foreach (var read in reads)
        {
            text.Writer.WriteStartObject();
            text.Writer.WriteString("reader", read.Reader);
            text.Writer.WriteString("readAt", read.ReadAt);
            text.Writer.WriteEndObject();
        }

        text.Writer.WriteEndArray();
        text.Writer.WriteEndObject();
        await RecordsEndpoints.SendAsync(context, text.Written.ToArray()).ConfigureAwait(false);
        return null;
    }

    private async Task<Refusal?> EraseAsync(HttpContext context, ContentKeeper content, string reader)
    {
        string? tenant = context.Request.Query["tenant"], user = context.Request.Query["user"];
        if (string.IsNullOrEmpty(tenant) && string.IsNullOrEmpty(user))
        {
            return Refusal.Invalid("State whose prompts are to be erased: ?user=, ?tenant=, or both.", "user", "missing_value");
        }

        var erased = await content.EraseAsync(
            string.IsNullOrEmpty(tenant) ? null : tenant, string.IsNullOrEmpty(user) ? null : user, context.RequestAborted)
            .ConfigureAwait(false);
        GatewayLog.ContentErased(services.Log, reader, erased, LoggedText.Clean(tenant), LoggedText.Clean(user));
        using var text = new JsonText();
        text.Writer.WriteStartObject();
        text.Writer.WriteNumber("erased", erased);
        text.Writer.WriteEndObject();
        await RecordsEndpoints.SendAsync(context, text.Written.ToArray()).ConfigureAwait(false);
        return null;
    }

    private static void Write(Utf8JsonWriter json, string id, IReadOnlyList<CapturedContent> contents)
    {
        json.WriteStartObject();
        json.WriteString("record", id);
        json.WriteStartArray("contents");
        foreach (var content in contents)
        {
            json.WriteStartObject();
            json.WriteString("kind", content.Kind == ContentKind.Prompt ? "prompt" : "reply");
            json.WriteString("startedAt", content.StartedAt);
            json.WriteString("table", content.Table);
            json.WriteString("route", content.Route);
            json.WriteString("tenant", content.Tenant);
            json.WriteString("user", content.User);
            json.WriteBoolean("redacted", content.IsRedacted);
            json.WritePropertyName("content");
            json.WriteRawValue(content.Json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? Id(HttpContext context) => RecordLookup.IdOf(context.Request.RouteValues["record"] as string ?? "");

    private static Refusal NotFound() => new(404, "content_not_found", "Nothing is kept of such a record.") { Param = "record" };
}
