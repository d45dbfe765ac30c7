#nullable enable
using System.Threading;

namespace RouteGen.Costs;

/// <summary>
/// The rate cards of a sheet, made as they are asked for. They are no part of what makes two sheets equal, and a copy, whose rates may be
/// others, makes its own.
/// </summary>
internal struct RateCards : IEquatable<RateCards>
{
    private RateCard[]? _cards;

    /// <summary>The card for requests with so much input at a service tier.</summary>
    public RateCard Get(PriceSheet prices, ServiceTier tier, long input)
    {
        var service = prices.ForServiceTier(tier);
        var crossed = PriceTier.Crossed(prices.Tier, input);
        var serviceTier = PriceTier.Crossed(service?.Tier, input);
        var cards = Volatile.Read(ref _cards);
        for (var i = 0; i < cards?.Length; i++)
        {
            if (cards[i].IsOf(prices, crossed, service, serviceTier))
            {
                return cards[i];
            }
        }

        return Add(new RateCard(prices, crossed, service, serviceTier), prices);
    }

    /// <summary>Two that add one at the same time may lose one of the two, which is made again then.</summary>
    private RateCard Add(RateCard card, PriceSheet prices)
    {
        Volatile.Write(ref _cards, [card, .. Array.FindAll(Volatile.Read(ref _cards) ?? [], c => c.IsOf(prices))]);
        return card;
    }

    public readonly bool Equals(RateCards other) => true;

    public override readonly bool Equals(object? obj) => obj is RateCards;

    public override readonly int GetHashCode() => 0;
}
