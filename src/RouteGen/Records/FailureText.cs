using System.Globalization;

namespace RouteGen.Records;

/// <summary>Words a failure for a log: status, code and detail, as far as they are known.</summary>
internal static class FailureText
{
    public static string Format(Fault fault, int? status, string? code, string? detail)
    {
        var reply = status is { } number ? string.Create(CultureInfo.InvariantCulture, $"HTTP {number}{(code is null ? "" : " ")}{code}")
            : code is not null && fault == Fault.Timeout ? $"timer {code}"
            : code;
        return reply is null ? detail ?? "the client gives no details" : detail is null ? reply : $"{reply}, {detail}";
    }
}
