using System.Diagnostics.CodeAnalysis;
using RouteGen.Costs;
using RouteGen.Records;

namespace RouteGen;

/// <summary>What happened in one attempt: one request to one target.</summary>
public sealed partial record AttemptRecord
{
    private readonly AttemptedTarget _asked = AttemptedTarget.None;
    private readonly AttemptExtras? _extras;
    private readonly TokenUsage _tokens;
    private readonly PackedUsd _cost;
    private readonly PackedUsd _computed;
    private readonly TimeSpan _firstToken;
    private readonly int _statusCode;
    private readonly Given _given;

    /// <summary>Makes a record; the target, its provider, model and deployment are to be stated.</summary>
    public AttemptRecord()
    {
    }

#pragma warning disable CS8618 // The required names are in what is passed.
    [SetsRequiredMembers]
    internal AttemptRecord(AttemptedTarget asked) => _asked = asked;
#pragma warning restore CS8618

    /// <summary>The target's name.</summary>
    public required string Target { get => _asked.Target; init => _asked = _asked with { Target = value }; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get => _asked.Provider; init => _asked = _asked with { Provider = value }; }

    /// <summary>The model's name in the table.</summary>
    public required string Model { get => _asked.Model; init => _asked = _asked with { Model = value }; }

    /// <summary>The host and port that was asked; null for a <c>custom</c> target.</summary>
    public string? Host { get => _asked.Host; init => _asked = _asked with { Host = value }; }

    /// <summary>The model's name on the wire.</summary>
    public required string Deployment { get => _asked.Deployment; init => _asked = _asked with { Deployment = value }; }

    /// <summary>
    /// The place of the key that was sent, from 1, where its provider has several; else null. The key itself stands nowhere.
    /// </summary>
    public int? Credential { get => _asked.Credential; init => _asked = _asked with { Credential = value }; }

    /// <summary>The model that the provider says it used: one word of at most 128 characters; null where it says something else.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>The provider's id of the request: one word of at most 128 characters; null where it says something else.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why it failed; <see cref="RouteGen.Fault.None"/> when it served.</summary>
    public Fault Fault { get; init; }

    /// <summary>The HTTP status; null where no reply came.</summary>
    public int? StatusCode
    {
        get => Has(Given.StatusCode) ? _statusCode : null;
        init
        {
            _statusCode = value.GetValueOrDefault();
            _given = With(Given.StatusCode, value.HasValue);
        }
    }

    /// <summary>
    /// The provider's error code, or the name of the timer that ran out. Never the provider's message, which can quote the prompt.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>
    /// What is known of a failure beyond status and code: the host that a redirect points to, the error of a connection and the
    /// host that was asked, or type and origin of an exception that nothing else explains. At most 256 characters. Never an
    /// exception's message, which can quote the prompt.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>The wait before the request, for a repetition.</summary>
    public TimeSpan Delay
    {
        get => _extras?.Delay ?? default;
        init => _extras = AttemptExtras.With(_extras, value, static (e, delay) => e with { Delay = delay });
    }

    /// <summary>From the request to its end.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>From the request to the first meaningful update of a stream.</summary>
    public TimeSpan? TimeToFirstToken
    {
        get => Has(Given.FirstToken) ? _firstToken : null;
        init
        {
            _firstToken = value.GetValueOrDefault();
            _given = With(Given.FirstToken, value.HasValue);
        }
    }

    /// <summary>The tokens that the provider counted; null when it stated none.</summary>
    public TokenUsage? Usage
    {
        get => Has(Given.Usage) ? _tokens : null;
        init
        {
            // One of the two has its place here, and hardly ever are there both.
            var estimated = EstimatedUsage;
            _tokens = value ?? estimated ?? default;
            _given = With(Given.Usage, value.HasValue);
            _given = With(Given.EstimatedUsage, value is null && estimated.HasValue);
            _extras = AttemptExtras.With(
                _extras, value.HasValue ? estimated : null, static (e, estimated) => e with { EstimatedUsage = estimated });
        }
    }

    /// <summary>
    /// What an estimated cost is of: the tokens estimated before the call, and those seen of the reply or else
    /// allowed; null where nothing is estimated.
    /// </summary>
    public TokenUsage? EstimatedUsage
    {
        get => Has(Given.EstimatedUsage) ? _tokens : _extras?.EstimatedUsage;
        init
        {
            var isCounted = Has(Given.Usage);
            _tokens = isCounted ? _tokens : value.GetValueOrDefault();
            _given = With(Given.EstimatedUsage, !isCounted && value.HasValue);
            _extras = AttemptExtras.With(
                _extras, isCounted ? value : null, static (e, estimated) => e with { EstimatedUsage = estimated });
        }
    }

    /// <summary>The service tier that served: the one that the provider states, else the one that was asked for.</summary>
    public ServiceTier ServiceTier { get; init; }

    /// <summary>The cost in USD, exact; null when unknown.</summary>
    public decimal? CostUsd
    {
        get => _cost.IsElsewhere ? _extras!.CostUsd : _cost.Value;
        init
        {
            _cost = PackedUsd.Pack(value);
            _extras = AttemptExtras.With(_extras, _cost.IsElsewhere ? value : null, static (e, usd) => e with { CostUsd = usd });
        }
    }

    /// <summary>Where <see cref="CostUsd"/> comes from.</summary>
    public CostSource CostSource { get; init; } = CostSource.Unknown;

    /// <summary>
    /// The cost in USD by the table's price, kept beside a cost that the provider states; null when it cannot be computed.
    /// </summary>
    public decimal? ComputedCostUsd
    {
        get => _computed.IsElsewhere ? _extras!.ComputedCostUsd : _computed.Value;
        init
        {
            _computed = PackedUsd.Pack(value);
            _extras = AttemptExtras.With(
                _extras, _computed.IsElsewhere ? value : null, static (e, usd) => e with { ComputedCostUsd = usd });
        }
    }

    /// <summary>
    /// Of <see cref="CostUsd"/>: paid by the provider's free credit, and not by money; null where that paid nothing.
    /// </summary>
    public decimal? CreditUsd
    {
        get => _extras?.CreditUsd;
        init => _extras = AttemptExtras.With(_extras, value, static (e, usd) => e with { CreditUsd = usd });
    }

    /// <summary>Names the rates in the table, so that a past month can be repriced.</summary>
    public string? PriceId { get; init; }

    /// <summary>Preferences of the caller that the model does not take and that were not sent.</summary>
    public RequestParameters DroppedOptions
    {
        get => _extras?.DroppedOptions ?? default;
        init => _extras = AttemptExtras.With(_extras, value, static (e, dropped) => e with { DroppedOptions = dropped });
    }

    /// <summary>
    /// What the request asked for and the provider's dialect has no words for, so that it was not sent: names such as <c>topK</c>,
    /// separated by commas. Null where there is none.
    /// </summary>
    public string? Unsent
    {
        get => _extras?.Unsent;
        init => _extras = AttemptExtras.With(_extras, value, static (e, names) => e with { Unsent = names });
    }

    /// <summary>
    /// Of <see cref="Usage"/>, what other models did for the reply, each at its own price in <see cref="CostUsd"/>.
    /// </summary>
    public IReadOnlyList<ModelUsage> OtherModels
    {
        get => _extras?.OtherModels ?? [];
        init => _extras = AttemptExtras.With(
            _extras, value is { Count: > 0 } ? value : null, static (e, others) => e with { OtherModels = others });
    }

    /// <summary>How the request of a gateway's caller reached the target; null for a call that was made in process.</summary>
    public RequestLane? Lane
    {
        get => _extras?.Lane;
        init => _extras = AttemptExtras.With(_extras, value, static (e, lane) => e with { Lane = lane });
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(AttemptRecord), PrintMembers);
}
