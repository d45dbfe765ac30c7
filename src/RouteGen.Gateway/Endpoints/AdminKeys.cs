using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Gateway.Keys;
using RouteGen.Keys;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// <c>/v1/admin/keys</c>: keys are listed, issued, changed, disabled, enabled, revoked and rotated, behind
/// <see cref="RouteGatewayDefaults.AdminPolicy"/>. A secret is shown in one reply, the one that made it.
/// </summary>
internal static class AdminKeys
{
    private const string Path = "/v1/admin/keys";

    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(30);

    public static void MapAdminKeys(IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup(Path).RequireAuthorization(RouteGatewayDefaults.AdminPolicy);
        keys.MapGet("", Handle(static (c, _) => ListAsync(c)));
        keys.MapPost("", Handle(static (c, _) => IssueAsync(c)));
        keys.MapGet("{id}", Handle(GetAsync));
        keys.MapPatch("{id}", Handle(PatchAsync));
        keys.MapPost("{id}/disable", Handle(static (c, id) => TurnAsync(c, id, "disabled", static (m, i, t) => m.DisableAsync(i, t))));
        keys.MapPost("{id}/enable", Handle(static (c, id) => TurnAsync(c, id, "enabled", static (m, i, t) => m.EnableAsync(i, t))));
        keys.MapPost("{id}/revoke", Handle(static (c, id) => TurnAsync(c, id, "revoked", static (m, i, t) => m.RevokeAsync(i, t))));
        keys.MapPost("{id}/rotate", Handle(RotateAsync));
    }

    private static RequestDelegate Handle(Func<AdminKeyCall, string, Task> handle) => async context =>
    {
        var call = new AdminKeyCall(context);
        context.Response.Headers.CacheControl = "private, no-store";
        try
        {
            await handle(call, context.Request.RouteValues["id"] as string ?? "").ConfigureAwait(false);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // By its type alone: what a foreign store's exception says is not known to be free of keys.
            call.Log.AdminFailed(e.GetType().Name);
            await call.RefuseAsync(KeyRefusal.Away).ConfigureAwait(false);
        }
    };

    private static async Task ListAsync(AdminKeyCall call)
    {
        List<(GatewayKey Key, bool IsStored)> all = [];
        foreach (var key in await call.Ring.Configured.ListAsync(call.Aborted).ConfigureAwait(false))
        {
            all.Add((key, false));
        }

        if (call.Ring.Store is { } store)
        {
            foreach (var key in await store.ListAsync(call.Aborted).ConfigureAwait(false))
            {
                all.Add((key, true));
            }
        }

        await call.WriteAsync(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            foreach (var (key, isStored) in all)
            {
                AdminKeyJson.Write(writer, key, isStored);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task GetAsync(AdminKeyCall call, string id)
    {
        var (key, isStored) = await call.FindAsync(id).ConfigureAwait(false);
        await (key is null
            ? call.RefuseAsync(AdminRefusals.NotFound)
            : call.WriteAsync(StatusCodes.Status200OK, writer => AdminKeyJson.Write(writer, key, isStored))).ConfigureAwait(false);
    }

    private static async Task IssueAsync(AdminKeyCall call)
    {
        if (call.Manager is not { } manager)
        {
            await call.RefuseAsync(AdminRefusals.ReadOnly).ConfigureAwait(false);
            return;
        }

        using var body = await call.ReadBodyAsync().ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        List<GatewayKeyProblem> problems = [];
        var draft = AdminKeyPatch.Apply(
            new GatewayKey { Id = "new", Hash = GatewayKeyHash.Compute("new") }, body.RootElement, problems);
        if (await call.RefuseAsync([.. problems, .. draft.GetProblems()]).ConfigureAwait(false))
        {
            return;
        }

        var issued = await manager.IssueAsync(_ => draft, call.Aborted).ConfigureAwait(false);
        call.Changed(issued.Key, "issued");
        call.Context.Response.Headers.Location = $"{Path}/{issued.Key.Id}";
        await WriteAsync(call, StatusCodes.Status201Created, issued).ConfigureAwait(false);
    }

    private static async Task PatchAsync(AdminKeyCall call, string id)
    {
        if (await call.FindToChangeAsync(id).ConfigureAwait(false) is not { } key)
        {
            return;
        }

        using var body = await call.ReadBodyAsync().ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        List<GatewayKeyProblem> problems = [];
        var draft = AdminKeyPatch.Apply(key, body.RootElement, problems);
        if (!await call.RefuseAsync([.. problems, .. draft.GetProblems()]).ConfigureAwait(false))
        {
            var patch = body.RootElement;
            await TurnAsync(call, id, "changed", (m, i, t) => m.ChangeAsync(i, k => AdminKeyPatch.Apply(k, patch, []), t))
                .ConfigureAwait(false);
        }
    }

    private static async Task TurnAsync(
        AdminKeyCall call, string id, string verb, Func<GatewayKeyManager, string, CancellationToken, ValueTask<GatewayKey?>> turn)
    {
        if (await call.FindToChangeAsync(id).ConfigureAwait(false) is not { } key)
        {
            return;
        }

        if (key.State == GatewayKeyState.Revoked && verb is ("disabled" or "enabled"))
        {
            await call.RefuseAsync(AdminRefusals.Revoked).ConfigureAwait(false);
        }
        else if (await turn(call.Manager!, id, call.Aborted).ConfigureAwait(false) is { } changed)
        {
            call.Changed(changed, verb);
            await call.WriteAsync(StatusCodes.Status200OK, writer => AdminKeyJson.Write(writer, changed, true)).ConfigureAwait(false);
        }
        else
        {
            await call.RefuseAsync(AdminRefusals.NotFound).ConfigureAwait(false);
        }
    }

    private static async Task RotateAsync(AdminKeyCall call, string id)
    {
        if (await call.FindToChangeAsync(id).ConfigureAwait(false) is not { } key)
        {
            return;
        }

        using var body = await call.ReadBodyAsync().ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var grace = TimeSpan.Zero;
        List<GatewayKeyProblem> problems = [];
        foreach (var member in body.RootElement.EnumerateObject())
        {
            if (member.Name != "graceSeconds")
            {
                problems.Add(AdminKeyPatch.Unknown(member.Name, ["graceSeconds"]));
            }
            else if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var seconds)
                && seconds >= 0 && seconds <= LongestGrace.TotalSeconds)
            {
                grace = TimeSpan.FromSeconds(seconds);
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                problems.Add(new("graceSeconds", string.Create(
                    CultureInfo.InvariantCulture, $"must be a whole number from 0 to {LongestGrace.TotalSeconds}")));
            }
        }

        if (await call.RefuseAsync(problems).ConfigureAwait(false))
        {
            return;
        }

        if (key.State == GatewayKeyState.Revoked)
        {
            await call.RefuseAsync(AdminRefusals.Revoked).ConfigureAwait(false);
            return;
        }

        if (await call.Manager!.RotateAsync(id, grace, call.Aborted).ConfigureAwait(false) is not { } rotated)
        {
            await call.RefuseAsync(AdminRefusals.NotFound).ConfigureAwait(false);
            return;
        }

        call.Changed(rotated.Key, "rotated");
        await WriteAsync(call, StatusCodes.Status200OK, rotated).ConfigureAwait(false);
    }

    private static Task WriteAsync(AdminKeyCall call, int status, IssuedGatewayKey issued) => call.WriteAsync(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("token", issued.Token);
        writer.WritePropertyName("key");
        AdminKeyJson.Write(writer, issued.Key, true);
        writer.WriteEndObject();
    });
}
