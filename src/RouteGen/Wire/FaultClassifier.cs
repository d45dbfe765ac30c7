using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace RouteGen.Wire;

/// <summary>Tells what an exception of an attempt means. Total: whatever it is, a fault comes of it.</summary>
internal static class FaultClassifier
{
    /// <summary>Classifies a failure that is neither a timer of the route nor the caller's cancellation.</summary>
    /// <param name="exception">What the client threw.</param>
    /// <param name="exchange">What was seen on the wire; null for a client of the application's.</param>
    /// <param name="ofSdk">What the SDK's exceptions mean to its adapter; null for a client of the application's.</param>
    public static FaultInfo Classify(Exception exception, WireExchange? exchange, Func<Exception, Fault?>? ofSdk)
    {
        // A redirect is not followed, so it is an error like any other, whatever the SDK made of its body.
        if (exchange is { StatusCode: >= 300 and var status })
        {
            return WireFault.Classify(status, exchange.Error, exchange.RetryAfter);
        }

        var stated = ofSdk?.Invoke(exception);
        var fault = stated ?? ByType(exception);
        if (stated is null
            && exchange?.StatusCode is not null && fault is (Fault.InvalidRequest or Fault.UnsupportedRequest or Fault.Unknown))
        {
            // The server took the request; it is its reply that the SDK could make nothing of.
            fault = Fault.ServerError;
        }

        return new(fault, exchange?.StatusCode ?? StatusOf(exception), null, exchange?.RetryAfter);
    }

    private static Fault ByType(Exception? exception) => exception switch
    {
        // A client of the application's shows no body; the status is its word for it.
        HttpRequestException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity } => Fault.InvalidRequest,
        HttpRequestException { StatusCode: { } status } when (int)status >= 400 => WireFault.Classify((int)status, default, null).Fault,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => Fault.ServerError,
        HttpRequestException or SocketException or IOException => Fault.ConnectionFailed,
        OperationCanceledException or TimeoutException => Fault.Timeout,
        JsonException or FormatException => Fault.ServerError,
        NotSupportedException => Fault.UnsupportedRequest,
        ArgumentException => Fault.InvalidRequest,
        AggregateException { InnerExceptions.Count: > 0 } aggregate => ByType(aggregate.InnerExceptions[^1]),
        { InnerException: { } inner } => ByType(inner),
        _ => Fault.Unknown,
    };

    private static int? StatusOf(Exception exception) => exception is HttpRequestException { StatusCode: { } status } ? (int)status : null;
}
