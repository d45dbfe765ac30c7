using System.Globalization;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Serialization;

namespace RouteGen;

/// <summary>
/// A call of a route that did not serve. The message reads like an incident report: each attempt with its fault, status and time.
/// It carries codes, never a provider's own text, which can quote the prompt; for the same reason no SDK exception is inside, unless
/// <see cref="RouteTableSettings.IncludeExceptions"/> asks for it.
/// </summary>
public class RouteException : Exception
{
    /// <summary>Makes the exception for a finished call.</summary>
    public RouteException(RouteRecord record)
        : base(Report(record)) => Record = record;

    internal RouteException(RouteRecord record, Exception? cause)
        : base(Report(record), cause) => Record = record;

    private protected RouteException(RouteRecord record, string explanation)
        : base(Report(record) + "\n  " + explanation) => Record = record;

    /// <summary>All that is known of the call. It is not serialised with the exception.</summary>
    [JsonIgnore, IgnoreDataMember]
    public RouteRecord Record { get; }

    /// <summary>Why the call ended.</summary>
    public Fault Fault => Record.Fault;

    private static string Report(RouteRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"Route '{record.Route}' {Verb(record.Outcome)} with {Camel(record.Fault)} after {record.Attempts.Count} ");
        text.Append(record.Attempts.Count == 1 ? "attempt" : "attempts")
            .Append(CultureInfo.InvariantCulture, $" in {record.Latency.TotalMilliseconds:N0} ms.");
        for (var i = 0; i < record.Attempts.Count; i++)
        {
            var attempt = record.Attempts[i];
            text.Append(CultureInfo.InvariantCulture, $"\n  {i + 1}. {attempt.Target} ({attempt.Deployment} at {attempt.Provider}");
            text.Append(attempt.Credential is { } key ? string.Create(CultureInfo.InvariantCulture, $", key {key}): ") : "): ");
            text.Append(attempt.Fault == Fault.None ? "served" : Camel(attempt.Fault));
            if (attempt.StatusCode is { } status)
            {
                text.Append(CultureInfo.InvariantCulture, $", HTTP {status}");
            }

            if (attempt.Code is { } code)
            {
                text.Append(CultureInfo.InvariantCulture, $" {code}");
            }

            if (attempt.Detail is { } detail)
            {
                text.Append(CultureInfo.InvariantCulture, $", {detail}");
            }

            text.Append(CultureInfo.InvariantCulture, $", {attempt.Latency.TotalMilliseconds:N0} ms");
            if (attempt.Delay > TimeSpan.Zero)
            {
                text.Append(CultureInfo.InvariantCulture, $" after a wait of {attempt.Delay.TotalMilliseconds:N0} ms");
            }
        }

        foreach (var target in record.Skipped)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  -  {target.Target}: skipped, {Explain(target.Reason)}");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n  Record {record.Id}");
        return text.ToString();
    }

    private static string Verb(RouteOutcome outcome) => outcome switch
    {
        RouteOutcome.Stopped => "stopped",
        RouteOutcome.Broken => "broke off",
        _ => "failed",
    };

    private static string Explain(SkipReason reason) => reason switch
    {
        SkipReason.NotConfigured => "its provider is not configured",
        SkipReason.MissingFeature => "the model lacks a feature that the request needs",
        SkipReason.WindowTooSmall => "the request does not fit its window",
        SkipReason.UnsupportedOption => "it does not support an option of the request, and the route is strict",
        SkipReason.CircuitOpen => "its circuit breaker is open",
        SkipReason.CoolingDown => "it is cooling down",
        SkipReason.Disabled => "it is disabled by configuration",
        SkipReason.RequestRateReached => "its requests per minute are used up",
        SkipReason.TokenRateReached => "its tokens per minute are used up",
        SkipReason.ConcurrencyReached => "its limit of concurrent requests is reached",
        SkipReason.BudgetExceeded => "its worst-case cost does not fit a budget",
        SkipReason.CreditUsedUp => "its provider's free credit does not cover it",
        SkipReason.CreditUnknown => "the budget ledger did not say what is left of its provider's free credit",
        _ => Camel(reason),
    };

    private static string Camel(Enum value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

/// <summary>
/// A stream that ended without being complete after content had reached the caller, so that no other target can take over.
/// </summary>
public sealed class RouteStreamBrokenException : RouteException
{
    /// <summary>Makes the exception for a finished call.</summary>
    public RouteStreamBrokenException(RouteRecord record, string partialText)
        : base(record) => PartialText = partialText;

    internal RouteStreamBrokenException(RouteRecord record, string partialText, Exception? cause)
        : base(record, cause) => PartialText = partialText;

    /// <summary>
    /// The text that reached the caller. It is in this property only, not in the message, <c>ToString</c> or <c>Data</c>.
    /// </summary>
    public string PartialText { get; }
}
