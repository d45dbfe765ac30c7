using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RouteGen.Gateway;
using RouteGen.Gateway.Endpoints;
using RouteGen.Gateway.Refusals;
using RouteGen.Tables;
using RouteGen.Tool.Serve.Versions;

namespace RouteGen.Tool.Serve.Hosting;

/// <summary>
/// <c>GET /v1/admin/tables</c> lists the versions of the table, which is in force, and what was refused since;
/// <c>POST /v1/admin/tables/{table}/rollback</c> goes back to one. For administrators' keys.
/// </summary>
internal sealed class AdminTables(TableVersions versions)
{
    private const string Path = "/v1/admin/tables";
    private const int MostBytes = 4_096;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var tables = endpoints.MapGroup(Path).RequireAuthorization(RouteGatewayDefaults.AdminPolicy);
        tables.MapGet("", c => WriteAsync(c, json => WriteList(json)));
        tables.MapGet("{table}", c => IsTable(c) ? WriteAsync(c, json => Write(json)) : RefuseAsync(c, NotFound));
        tables.MapPost("{table}/rollback", new RequestDelegate(RollBackAsync));
    }

    private static Refusal NotFound { get; } = new(404, "table_not_found", "There is no such table.");

    private bool IsTable(HttpContext context) => context.Request.RouteValues["table"] as string == versions.Now.Active.File.Name;

    private async Task RollBackAsync(HttpContext context)
    {
        if (!IsTable(context))
        {
            await RefuseAsync(context, NotFound).ConfigureAwait(false);
            return;
        }

        if (await ReadNumberAsync(context).ConfigureAwait(false) is not { } asked)
        {
            await RefuseAsync(context, Refusal.Invalid("The body is empty, for the version before, or {\"version\": <number>}.", "version"))
                .ConfigureAwait(false);
            return;
        }

        var by = GatewayAccess.From(context)?.KeyId;
        var problem = await versions.RollBackAsync(asked == 0 ? null : asked, by, context.RequestAborted).ConfigureAwait(false);
        await (problem is null ? WriteAsync(context, json => Write(json)) : RefuseAsync(context, new(409, "no_such_version", problem)))
            .ConfigureAwait(false);
    }

    /// <summary>The version that is asked for; 0 for the one before, null where the body says something else.</summary>
    private static async ValueTask<int?> ReadNumberAsync(HttpContext context)
    {
        var body = new byte[MostBytes];
        var length = await context.Request.Body.ReadAtLeastAsync(body, MostBytes, throwOnEndOfStream: false, context.RequestAborted)
            .ConfigureAwait(false);
        if (length == 0)
        {
            return 0;
        }

        try
        {
            using var json = JsonDocument.Parse(body.AsMemory(0, length));
            var members = json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject().ToArray() : null;
            return members is [] ? 0
                : members is [{ Name: "version", Value: { ValueKind: JsonValueKind.Number } number }] && number.TryGetInt32(out var version)
                    && version > 0 ? version : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void WriteList(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json)
    {
        var now = versions.Now;
        json.WriteStartObject();
        json.WriteString("object"u8, "table"u8);
        json.WriteString("name"u8, now.Active.File.Name);
        json.WriteString("path"u8, now.Active.File.Path);
        json.WriteNumber("version"u8, now.Number);
        json.WriteString("hash"u8, now.Active.Hash);
        json.WriteString("since"u8, now.Activation.At);
        json.WriteBoolean("rolledBack"u8, now.Activation.IsRollback);
        json.WriteString("by"u8, now.Activation.By);
        json.WriteStartArray("changes"u8);
        foreach (var change in now.Activation.Changes)
        {
            json.WriteStringValue(change);
        }

        json.WriteEndArray();
        json.WritePropertyName("refused"u8);
        Write(json, now.Refused);
        json.WriteStartArray("versions"u8);
        foreach (var version in now.All.Reverse())
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, version.Number);
            json.WriteString("hash"u8, version.Hash);
            json.WriteString("at"u8, version.At);

            // A file does not say who wrote it.
            json.WriteNull("author"u8);
            json.WriteBoolean("active"u8, version.Number == now.Number);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TableRefusal? refused)
    {
        if (refused is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("at"u8, refused.At);
        json.WriteString("message"u8, refused.Message);
        json.WriteStartArray("problems"u8);
        foreach (var problem in refused.Problems)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, problem.RuleId);
            json.WriteString("severity"u8, problem.Severity == RouteTableProblemSeverity.Error ? "error"u8 : "warning"u8);
            json.WriteString("message"u8, problem.Message);
            json.WriteString("path"u8, problem.Path);
            json.WriteNumber("line"u8, problem.Line);
            json.WriteNumber("column"u8, problem.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json);
        }

        ReplyHeaders.Protect(context.Response.Headers);
        return ModelsEndpoint.SendAsync(context, buffer.WrittenMemory);
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal) =>
        RefusalWriter.WriteAsync(context, GatewayPaths.DialectAt(context), refusal);
}
