using RouteGen.Billing;
using RouteGen.Definitions;

namespace RouteGen.Tool.Smoke;

/// <summary>Makes of what came back of a call its verdict.</summary>
internal static class SmokeJudge
{
    /// <summary>Judges a call that was made.</summary>
    /// <param name="table">The table, by which a model that answered is known.</param>
    /// <param name="of">The call.</param>
    /// <param name="came">What came back.</param>
    /// <param name="timeout">How long it was waited for.</param>
    public static SmokeCall Judge(RouteTableDefinition table, SmokeCase of, SmokeReply came, TimeSpan timeout)
    {
        var record = came.Record;
        var attempt = record.Attempts.Count > 0 ? record.Attempts[^1] : null;
        var call = new SmokeCall
        {
            Place = of.Place,
            Shape = of.Shape,
            Verdict = SmokeVerdict.Healthy,
            At = record.StartedAt,
            Attempt = attempt,
            RecordId = record.Id,
            Fault = record.Fault,
            FinishReason = record.FinishReason,
            Stream = came.Seen.IsStream ? came.Seen.Stream : null,
            Limits = came.Seen.Limits,
            IsOtherModel = ServedModels.Find(table, of.Place.Target, attempt?.ResponseModel).IsOther,
        };
        if (record.Fault is Fault.BudgetExceeded or Fault.BudgetBusy)
        {
            return call with
            {
                Verdict = SmokeVerdict.NotRun,
                Diagnosis = new(
                    "max-usd", "Its worst case does not fit into what is left of --max-usd.",
                    "Raise --max-usd, or ask less by --target and --shape."),
            };
        }

        if (of.Shape == SmokeShape.Error)
        {
            return Provoked(call, came, timeout);
        }

        if (record.Fault != Fault.None)
        {
            var why = Cut(of, record, attempt) ?? FailureWords.Explain(Failure(of, came, attempt, timeout));
            return call with { Verdict = SmokeVerdict.Unhealthy, Diagnosis = why };
        }

        var wrong = Cut(of, record, attempt) ?? ReplyCheck.Inspect(of, came);
        return call with
        {
            Verdict = wrong is null ? SmokeVerdict.Healthy : SmokeVerdict.Unhealthy,
            Diagnosis = wrong,
            Remarks = [.. ReplyRemarks.On(call)],
        };
    }

    private static SmokeFailure Failure(SmokeCase of, SmokeReply came, AttemptRecord? attempt, TimeSpan timeout) => new(
        came.Record.Fault == Fault.NoTargetAvailable && attempt is not null ? attempt.Fault : came.Record.Fault,
        attempt?.StatusCode, attempt?.Code, attempt?.Detail, came.Seen.Error, came.Seen.IsPage, came.Seen.Limits)
    {
        Place = of.Place,
        Shape = of.Shape,
        Timeout = timeout,
        RetryAfter = came.Seen.Error.RetryDelay ?? came.Seen.RetryAfter,
        Events = came.Seen.Stream.Events,
    };

    /// <summary>A reply that the limit of output tokens cut; null where none did.</summary>
    private static Diagnosis? Cut(SmokeCase of, RouteRecord record, AttemptRecord? attempt)
    {
        // Of a reply that did not serve the engine keeps why the model stopped as the code.
        if ((record.FinishReason ?? attempt?.Code) != "length"
            || record.Fault is not (Fault.None or Fault.EmptyReply or Fault.MalformedOutput))
        {
            return null;
        }

        var (output, reasoning) = (attempt?.Usage?.Output, attempt?.Usage?.Reasoning ?? 0);
        var table = Math.Min(of.Place.OutputLimit ?? int.MaxValue, of.Place.Entry.MaxOutputTokens ?? int.MaxValue);
        var remedy = table < SmokeRequest.MaxOutput(of.Place, of.Shape)
            ? FormattableString.Invariant($"The table allows it {table} output tokens here: raise the route's \"outputTokens\" or ")
                + "the chain's \"maxOutputTokens\", or lower \"reasoningEffort\"."
            : of.Place.Reasons
                ? "Lower \"reasoningEffort\" in the chain."
                : $"If '{of.Place.Target.Model.Name}' thinks, state \"reasoning\" among its features: it gets more tokens then.";
        return reasoning > 0 || of.Place.Reasons
            ? new(
                "reasoning-cut", "The model was cut at its limit of output tokens before it had answered: "
                    + FormattableString.Invariant($"{output} tokens, {reasoning} of them reasoning."),
                remedy)
            : new(
                "cut", $"The reply was cut at its limit of output tokens{(output is { } n ? FormattableString.Invariant($", {n}") : "")}.",
                remedy);
    }

    /// <summary>A refusal is right where it leads a chain on to the next target; no provoked error is ever healthy.</summary>
    private static SmokeCall Provoked(SmokeCall call, SmokeReply came, TimeSpan timeout)
    {
        if (call.Fault == Fault.ModelNotFound)
        {
            return call with { Verdict = SmokeVerdict.Refused };
        }

        if (call.Fault == Fault.None)
        {
            return call with
            {
                Verdict = SmokeVerdict.Unhealthy,
                Diagnosis = new(
                    "error-served", $"A model that does not exist was answered for, by "
                        + $"'{call.Attempt?.ResponseModel ?? "one that is not named"}': the "
                        + "server does not look at the name.",
                    "A misspelt deployment would go unnoticed there; keep an eye on the model that answers."),
            };
        }

        var http = FailureWords.Http(Failure(new(call.Place, call.Shape, null), came, call.Attempt, timeout));
        if (call.Fault is Fault.Unauthorized && call.Attempt?.StatusCode == 403)
        {
            // A key may be told no more of models that it may not use than of such that there are not.
            return call with { Verdict = SmokeVerdict.Refused };
        }

        return call with
        {
            Verdict = SmokeVerdict.Unhealthy,
            Diagnosis = call.Fault is Fault.InvalidRequest or Fault.UnsupportedRequest
                ? new(
                    "error-shape", $"A model that does not exist is refused in words that do not say so ({http}): it counts as "
                        + (call.Fault == Fault.InvalidRequest
                            ? "invalidRequest, which ends a call instead of leading it on." : "unsupportedRequest."),
                    "State \"on\" for that fault where the chain is to go on, and tell us of these words.")
                : new(
                    "error-unclear", $"How the provider refuses a model that does not exist could not be seen ({http}).",
                    "Run again, with --shape error.")
        };
    }
}
