using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RouteGen.Billing;
using RouteGen.Wire;

namespace RouteGen.Listening;

/// <summary>
/// Tells, each once, what makes a bill other than the table lets expect: another model, an unknown tier, counts that contradict one
/// another, options that were not sent.
/// </summary>
internal sealed class BillSurprises(ILogger log)
{
    /// <summary>Providers choose the words: beyond so many nothing more is told.</summary>
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(string Target, What What, string Word), bool> _told = new();

    public void Tell(AttemptRecord attempt, in PriceInForce price, StatedTier tier, ServedModel served, bool isClamped)
    {
        if (served.IsOther && attempt.ResponseModel is { } model && IsNew(attempt, What.Model, model))
        {
            log.OtherModelServed(attempt.Target, attempt.Deployment, model, served.Known?.Name ?? attempt.Model);
        }

        if (isClamped && IsNew(attempt, What.Clamped, ""))
        {
            log.CountsClamped(attempt.Target);
        }

        if (attempt.Unsent is { } options && IsNew(attempt, What.Unsent, options))
        {
            log.OptionsUnsent(attempt.Target, options);
        }

        for (var i = 0; i < attempt.OtherModels.Count; i++)
        {
            var name = attempt.OtherModels[i].Model ?? "another model";
            if (IsNew(attempt, What.Consulted, name))
            {
                log.ModelConsulted(attempt.Target, name);
            }
        }

        TellTier(attempt, price, tier);
    }

    private void TellTier(AttemptRecord attempt, in PriceInForce price, StatedTier tier)
    {
        if (tier.Unknown is { } word)
        {
            // It is the provider's word: told as far as it is one.
            var said = ServerWord.Keep(word, null) ?? "a tier";
            if (IsNew(attempt, What.Tier, said))
            {
                log.TierSurprising(attempt.Target, said, "which is not known: the rates of the most expensive tier are charged");
            }
        }
        else if (tier.Tier is ServiceTier.Priority && price is { IsProvisioned: false, Sheet: { Priority: null } }
            && IsNew(attempt, What.Tier, "priority"))
        {
            log.TierSurprising(
                attempt.Target, "priority",
                "for which the price has no rates: the ordinary ones are charged. Add 'priority' to its 'usdPerMTok'");
        }
    }

    private bool IsNew(AttemptRecord attempt, What what, string word)
    {
        var key = (attempt.Target, what, word);
        return !_told.ContainsKey(key) && _told.Count < Most && _told.TryAdd(key, true);
    }

    private enum What
    {
        Model,
        Clamped,
        Unsent,
        Consulted,
        Tier,
    }
}
