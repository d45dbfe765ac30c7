using Microsoft.AspNetCore.Diagnostics;
using RouteGen;

namespace SupportDesk.Operations;

/// <summary>Tells a client that no model could serve: 503, and the record's id to quote. The incident report is in the log, not in the reply.</summary>
internal sealed class RouteFailureHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not RouteException failure)
        {
            return false;
        }

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Title = "No model could serve",
                Detail = failure.Record is { Attempts.Count: 0, LeftOut.Count: > 0 }
                    ? $"No provider of the route '{failure.Record.Route}' is configured, or all of them rest after failures. README.md names the variables that hold the keys."
                    : $"The route '{failure.Record.Route}' {failure.Record.Outcome.ToString().ToLowerInvariant()} with {failure.Fault} after {failure.Record.Attempts.Count} attempts.",
                Extensions = { ["record"] = failure.Record.Id },
            },
        });
    }
}
