using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace RouteGen.AspNetCore;

/// <summary>
/// Tells a client why a route did not serve, as problem details (RFC 9457): 429 with Retry-After where a budget has no room or calls under
/// way have reserved it, 503 where no target could serve or no ledger could be reached, 500 where the request itself was refused, which no
/// repetition cures. Whose budget it is and what the attempts came to stand in the record, whose id is in the reply.
/// </summary>
internal sealed class RouteProblemHandler(IProblemDetailsService problems, TimeProvider time) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not RouteException failure)
        {
            return false;
        }

        var exceeded = failure as BudgetExceededException;
        var busy = failure as BudgetBusyException;
        httpContext.Response.StatusCode = exceeded is not null || busy is not null ? StatusCodes.Status429TooManyRequests
            : failure.Fault != Fault.BudgetUnavailable && failure.Record.Outcome == RouteOutcome.Stopped
            ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status503ServiceUnavailable;
        var details = new ProblemDetailsContext
        {
            HttpContext = httpContext,
            Exception = exception,
            ProblemDetails = { Status = httpContext.Response.StatusCode }
        };
        details.ProblemDetails.Extensions["record"] = failure.Record.Id;
        if (exceeded is not null)
        {
            Describe(details, exceeded);
        }
        else if (busy is not null)
        {
            Describe(details, busy);
        }
        else
        {
            details.ProblemDetails.Title = failure.Fault == Fault.BudgetUnavailable ? "Budgets cannot be checked" : "No model could serve";
            details.ProblemDetails.Detail = failure.Record is { Attempts.Count: 0, Skipped: [_, ..] skipped }
                ? $"No target of the route '{failure.Record.Route}' is available now " +
                    $"({string.Join(", ", skipped.Select(l => l.Reason).Distinct())})."
                : $"The route '{failure.Record.Route}' {failure.Record.Outcome.ToString().ToLowerInvariant()} with {failure.Fault} after " +
                    $"{failure.Record.Attempts.Count} attempts.";
        }

        return await problems.TryWriteAsync(details).ConfigureAwait(false);
    }

    private static void Describe(ProblemDetailsContext details, BudgetBusyException busy)
    {
        details.ProblemDetails.Title = "A budget is reserved";
        details.ProblemDetails.Detail = $"What is left of the budget '{busy.Budget}' is reserved by calls under way.";
        details.ProblemDetails.Extensions["budget"] = busy.Budget;
        details.HttpContext.Response.Headers.RetryAfter = ((long)Math.Max(1, Math.Ceiling(busy.RetryAfter.TotalSeconds)))
            .ToString(CultureInfo.InvariantCulture);
    }

    private void Describe(ProblemDetailsContext details, BudgetExceededException exceeded)
    {
        details.ProblemDetails.Title = "A budget is used up";
        details.ProblemDetails.Detail = $"The budget '{exceeded.Budget}' has too little left for this request.";
        details.ProblemDetails.Extensions["budget"] = exceeded.Budget;
        if (exceeded.ResetsAt is { } resetsAt)
        {
            details.ProblemDetails.Extensions["resetsAt"] = resetsAt.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

            // Whole seconds (RFC 9110, 10.2.3), rounded up: a client that waits exactly so long finds room.
            var seconds = (long)Math.Max(1, Math.Ceiling((resetsAt - time.GetUtcNow()).TotalSeconds));
            details.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
