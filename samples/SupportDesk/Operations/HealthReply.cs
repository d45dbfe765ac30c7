using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SupportDesk.Operations;

/// <summary>Writes what the checks found, so that whoever is paged reads which target of which route is missing.</summary>
internal static class HealthReply
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(
            entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description, entry.Value.Data }),
    });
}
