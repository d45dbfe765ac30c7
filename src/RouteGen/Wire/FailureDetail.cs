using System.Diagnostics;
using System.Net.Sockets;

namespace RouteGen.Wire;

/// <summary>
/// What an operator is told of a failure that no status and no code explains: where a redirect points, what a connection failed with, or
/// the type and origin of an exception. Never its message, which can quote the prompt or a key.
/// </summary>
internal static class FailureDetail
{
    private const int MaxLength = 256;
    private const int MaxDepth = 16;

    /// <summary>The detail; null where the reply itself says what was wrong.</summary>
    /// <param name="fault">What the exception was taken for.</param>
    /// <param name="exception">What the client threw.</param>
    /// <param name="exchange">What was seen on the wire; null for a client of the application's.</param>
    /// <param name="host">The host and port that was asked; null for a client of the application's.</param>
    public static string? Describe(in FaultInfo fault, Exception exception, WireExchange? exchange, string? host)
    {
        if (fault.StatusCode is >= 300)
        {
            return exchange?.Redirect;
        }

        var detail = (fault.Fault == Fault.ConnectionFailed ? Connection(exception) : null) is { } broken
            ? host is null ? broken : $"{broken} at {host}"
            : Origin(exception);
        return detail.Length <= MaxLength ? detail : detail[..MaxLength];
    }

    /// <summary>What HTTP and the socket say; null where neither does.</summary>
    private static string? Connection(Exception exception)
    {
        HttpRequestError? http = null;
        SocketError? socket = null;
        var e = exception;
        for (var i = 0; i < MaxDepth && e is not null; i++, e = Next(e))
        {
            http ??= e is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } ? error
                : e is HttpIOException { HttpRequestError: not HttpRequestError.Unknown and var broken } ? broken
                : null;
            socket ??= (e as SocketException)?.SocketErrorCode;
        }

        return http is null ? socket?.ToString() : socket is null ? http.ToString() : $"{http}, {socket}";
    }

    private static string Origin(Exception exception)
    {
        var cause = exception;
        for (var i = 0; i < MaxDepth && Next(cause) is { } next; i++)
        {
            cause = next;
        }

        var isOne = ReferenceEquals(cause, exception);
        var name = isOne ? NameOf(cause) : $"{NameOf(exception)} caused by {NameOf(cause)}";
        return (PlaceOf(cause) ?? (isOne ? null : PlaceOf(exception))) is { } place ? $"{name} from {place}" : name;
    }

    private static Exception? Next(Exception exception) =>
        exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception.InnerException;

    private static string NameOf(Exception exception)
    {
        var type = exception.GetType();
        return type.IsGenericType || type.FullName is null ? type.Name : type.FullName;
    }

    /// <summary>The first method of the stack that is not .NET's own; null for an exception that was never thrown.</summary>
    private static string? PlaceOf(Exception exception)
    {
        // Not its StackTrace: that is the whole of it in words, with files and lines read from symbols.
        var trace = new StackTrace(exception, fNeedFileInfo: false);
        DiagnosticMethodInfo? first = null;
        for (var i = 0; i < trace.FrameCount; i++)
        {
            if (trace.GetFrame(i) is not { } frame || DiagnosticMethodInfo.Create(frame) is not { } method)
            {
                continue;
            }

            if (method.DeclaringTypeName?.StartsWith("System.", StringComparison.Ordinal) is false)
            {
                return PlaceOf(method);
            }

            first ??= method;
        }

        return first is null ? null : PlaceOf(first);
    }

    /// <summary>Type and method. What a compiler makes of an asynchronous method goes by the name of the method.</summary>
    private static string PlaceOf(DiagnosticMethodInfo method)
    {
        var type = method.DeclaringTypeName ?? "";
        var machine = method.Name == "MoveNext" ? type.LastIndexOf("+<", StringComparison.Ordinal) : -1;
        var end = machine < 0 ? -1 : type.IndexOf('>', machine);
        return end < 0 ? $"{type}.{method.Name}" : $"{type[..machine]}.{type[(machine + 2)..end]}";
    }
}
