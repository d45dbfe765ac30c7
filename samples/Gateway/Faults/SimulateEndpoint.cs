using System.Net;
using System.Text.Json;
using GatewaySample.Providers;
using RouteGen.Testing;

namespace GatewaySample.Faults;

/// <summary>
/// <c>POST /simulate {"target":"…","fault":"…"}</c>: makes a simulated target fail while the program runs. For Development,
/// and for callers of this machine only; others get what any unknown path gets.
/// </summary>
internal sealed class SimulateEndpoint(GatewayProviders providers)
{
    private const int Longest = 4_096;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsOfThisMachine(context))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var (target, fault) = await ReadAsync(context).ConfigureAwait(false);
        if (target is null || fault is null)
        {
            await AnswerAsync(context, 400, """Send {"target":"<target>","fault":"<word>"}.""").ConfigureAwait(false);
        }
        else if (!providers.TargetNames.Contains(target, StringComparer.Ordinal))
        {
            await AnswerAsync(context, 400, $"There is no such target. Targets: {string.Join(", ", providers.TargetNames)}.")
                .ConfigureAwait(false);
        }
        else if (!FaultWords.Contains(fault))
        {
            await AnswerAsync(context, 400, $"There is no such fault. Faults: {string.Join(", ", FaultWords.All)}, {FaultWords.None}.")
                .ConfigureAwait(false);
        }
        else if (!providers.TryFail(target, fault))
        {
            await AnswerAsync(context, 409, "The target's provider is not simulated here, so that it does as it likes.")
                .ConfigureAwait(false);
        }
        else
        {
            context.Response.StatusCode = 204;
        }
    }

    // A page in a browser on this machine is not its user, and neither is what a proxy passes on.
    private static bool IsOfThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("Origin")
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    private static async Task<(string? Target, string? Fault)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is > Longest)
        {
            return default;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
                .ConfigureAwait(false);
            return (Text(body.RootElement, "target"), Text(body.RootElement, "fault"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static Task AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
