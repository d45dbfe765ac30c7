using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Routes;

namespace RouteGen.AspNetCore;

/// <summary>
/// Tells a client why a route did not serve, as problem details (RFC 9457): 402 where a budget is used up, which clients must not repeat
/// by themselves, 429 with Retry-After where calls under way have reserved it, 401 and 400 where a budget counts by a caller that the
/// request does not have, 503 where no target could serve or no ledger could be reached, 500 where the request itself was refused, which
/// no repetition cures. Whose budget it is and what the attempts came to stand in the record, whose id is in the reply.
/// </summary>
internal sealed class RouteProblemHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        exception = Unwrapped(exception);
        if (exception is not RouteException failure)
        {
            return MissingCaller.Find(exception) is var (part, isNobody)
                && await RefuseAsync(httpContext, exception, part, isNobody).ConfigureAwait(false);
        }

        var exceeded = failure as BudgetExceededException;
        var busy = failure as BudgetBusyException;
        httpContext.Response.StatusCode = exceeded is not null ? StatusCodes.Status402PaymentRequired
            : busy is not null ? StatusCodes.Status429TooManyRequests
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

        return await WriteAsync(details).ConfigureAwait(false);
    }

    /// <summary>
    /// What a blocking wait or a call by reflection has wrapped. An exception of the application's own is its own to answer for, whatever
    /// is inside.
    /// </summary>
    private static Exception Unwrapped(Exception exception) => exception switch
    {
        AggregateException several when several.Flatten().InnerExceptions is [var first, ..] all && all.All(IsOfRoute) => first,
        TargetInvocationException { InnerException: { } inner } => Unwrapped(inner),
        _ => exception,
    };

    private static bool IsOfRoute(Exception exception) => exception is RouteException || MissingCaller.Find(exception) is not null;

    /// <summary>
    /// A client that takes no JSON, such as a reader of events, gets the status and the headers alone. Whoever takes a page gets the
    /// application's, where it has one.
    /// </summary>
    private async ValueTask<bool> WriteAsync(ProblemDetailsContext details) =>
        await problems.TryWriteAsync(details).ConfigureAwait(false)
        || !details.HttpContext.Request.Headers.Accept.ToString().Contains("html", StringComparison.OrdinalIgnoreCase);

    private static void Describe(ProblemDetailsContext details, BudgetBusyException busy)
    {
        details.ProblemDetails.Title = "A budget is reserved";
        details.ProblemDetails.Detail = $"What is left of the budget '{busy.Budget}' is reserved by calls under way.";
        details.ProblemDetails.Extensions["budget"] = busy.Budget;
        details.HttpContext.Response.Headers.RetryAfter = ((long)Math.Clamp(Math.Ceiling(busy.RetryAfter.TotalSeconds), 1, 60))
            .ToString(CultureInfo.InvariantCulture);
    }

    private static void Describe(ProblemDetailsContext details, BudgetExceededException exceeded)
    {
        details.ProblemDetails.Title = "A budget is used up";
        details.ProblemDetails.Detail = $"The budget '{exceeded.Budget}' has too little left for this request.";
        details.ProblemDetails.Extensions["budget"] = exceeded.Budget;
        if (exceeded.ResetsAt is { } resetsAt)
        {
            details.ProblemDetails.Extensions["resetsAt"] = resetsAt.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        // No Retry-After: room can be a month away, and clients of .NET sleep as long as they are told. SDKs that know this header stop.
        details.HttpContext.Response.Headers["x-should-retry"] = "false";
    }

    // A call without what its budget counts by: whoever is not signed in can sign in; who is, and lacks the claim, cannot help it.
    private async ValueTask<bool> RefuseAsync(HttpContext http, Exception exception, string part, bool isNobody)
    {
        var isAnonymous = isNobody && http.User.Identity?.IsAuthenticated is not true;
        if (isAnonymous && http.RequestServices.GetService<IAuthenticationSchemeProvider>() is { } schemes
            && await schemes.GetDefaultChallengeSchemeAsync().ConfigureAwait(false) is { } scheme
            && scheme.Name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
        {
            http.Response.Headers.WWWAuthenticate = scheme.Name;
        }

        http.Response.StatusCode = isAnonymous ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
        return await WriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            Exception = exception,
            ProblemDetails =
            {
                Status = http.Response.StatusCode,
                Title = isAnonymous ? "Nobody is signed in" : "The caller is not complete",
                Detail = $"The request is charged per {part}, and {(isAnonymous ? "nobody is signed in" : "its caller has none")}.",
            },
        }).ConfigureAwait(false);
    }
}
