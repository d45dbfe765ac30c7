using RouteGen.Budgets;

namespace RouteGen.Ledgers.Tests.Contract;

/// <summary>A ledger that passes everything on; what is broken overrides it.</summary>
internal class BrokenLedger(IBudgetLedger inner) : IBudgetLedger
{
    protected IBudgetLedger Inner => inner;

    public virtual ValueTask<BudgetReservationResult> ReserveAsync(
        BudgetReservation reservation, CancellationToken cancellationToken = default) =>
        inner.ReserveAsync(reservation, cancellationToken);

    public virtual ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default) =>
        inner.SettleAsync(settlement, cancellationToken);

    public virtual ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
        inner.GetBalanceAsync(account, cancellationToken);
}

/// <summary>Ledgers that go wrong in ways that ledgers in the field do.</summary>
internal static class BrokenLedgers
{
    public static readonly IReadOnlyDictionary<string, Func<IBudgetLedger, IBudgetLedger>> All =
        new Dictionary<string, Func<IBudgetLedger, IBudgetLedger>>
        {
            ["keeps no cap"] = l => new Reserving(l, r => r with { Charges = [.. r.Charges.Select(c => c with { IsHard = false })] }),
            ["keeps every cap"] = l => new Reserving(l, r => r with { Charges = [.. r.Charges.Select(c => c with { IsHard = true })] }),
            ["is off by one at the cap"] = l => new Reserving(
                l, r => r with { Charges = [.. r.Charges.Select(c => c with { Cap = c.Cap - BudgetAmount.FromUnits(1) })] }),
            ["never lets a reservation expire"] = l => new Reserving(l, r => r with { Lifetime = r.Lifetime * 100_000 }),
            ["releases what expires"] = l => new Reserving(
                l, r => r with { Charges = [.. r.Charges.Select(c => c with { AmountIfExpired = BudgetAmount.Zero })] }),
            ["charges all of what expires"] = l => new Reserving(
                l, r => r with { Charges = [.. r.Charges.Select(c => c with { AmountIfExpired = c.Amount })] }),
            ["takes a second request for another"] = l => new Reserving(l, r => r with { Id = $"{r.Id}{Guid.NewGuid()}" }),
            ["counts in doubles"] = l => new Reserving(l, r => r with
            {
                Charges =
            [
                .. r.Charges.Select(c => c with { Amount = BudgetAmount.FromUnits((long)Math.Min((double)c.Amount.Units, 9e18)) })
            ]
            }),
            ["knows scopes in lower case"] = l => new Reserving(l, r => r with
            {
                Charges = [.. r.Charges.Select(c => c with { Account = c.Account with { Scope = c.Account.Scope.ToLowerInvariant() } })]
            }),
            ["reserves each charge by itself"] = l => new Separately(l),
            ["commits at most what was reserved"] = l => new Settling(l, s => s with
            {
                Charges = [.. s.Charges.Select(c => c with { Amount = BudgetAmount.Min(c.Amount, BudgetAmount.FromUnits(10)) })]
            }),
            ["commits every repetition"] = l => new Settling(l, s => s with { IsRetry = false }),
            ["commits no unknown reservation"] = l => new Settling(l, s => s with { IsRetry = true }),
            ["looks and reserves in two steps"] = l => new InTwoSteps(l),
            ["says nothing of the time"] = l => new Answering(l, s => s with { AvailableAt = null }),
            ["takes reservations for spend"] = l => new Answering(l, s => s with { Reserved = BudgetAmount.Zero }),
            ["says nothing of what is left"] = l => new Answering(l, s => s with { Available = BudgetAmount.Zero }),
            ["forgets when refused"] = l => new Forgetting(l),
        };

    private sealed class Reserving(IBudgetLedger inner, Func<BudgetReservation, BudgetReservation> change) : BrokenLedger(inner)
    {
        public override ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation, CancellationToken cancellationToken = default) =>
            base.ReserveAsync(change(reservation), cancellationToken);
    }

    private sealed class Settling(IBudgetLedger inner, Func<BudgetSettlement, BudgetSettlement> change) : BrokenLedger(inner)
    {
        public override ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default) =>
            base.SettleAsync(change(settlement), cancellationToken);
    }

    private sealed class Answering(IBudgetLedger inner, Func<BudgetShortage, BudgetShortage> change) : BrokenLedger(inner)
    {
        public override async ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation, CancellationToken cancellationToken = default)
        {
            var answer = await base.ReserveAsync(reservation, cancellationToken);
            return answer with { Shortages = [.. answer.Shortages.Select(change)] };
        }
    }

    private sealed class Separately(IBudgetLedger inner) : BrokenLedger(inner)
    {
        public override async ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation, CancellationToken cancellationToken = default)
        {
            var answer = BudgetReservationResult.Granted;
            foreach (var charge in reservation.Charges)
            {
                answer = await base.ReserveAsync(reservation with { Charges = [charge] }, cancellationToken);
                if (!answer.IsGranted)
                {
                    break;
                }
            }

            return answer;
        }
    }

    private sealed class InTwoSteps(IBudgetLedger inner) : BrokenLedger(inner)
    {
        public override async ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation, CancellationToken cancellationToken = default)
        {
            var probe = $"{reservation.Id} probe";
            var answer = await base.ReserveAsync(reservation with { Id = probe }, cancellationToken);
            await base.SettleAsync(
                new BudgetSettlement { Id = probe, Charges = [.. reservation.Charges.Select(c => c with { Amount = BudgetAmount.Zero })] },
                cancellationToken);
            await Task.Yield();
            return answer.IsGranted
                ? await base.ReserveAsync(
                    reservation with { Charges = [.. reservation.Charges.Select(c => c with { IsHard = false })] }, cancellationToken)
                : answer;
        }
    }

    private sealed class Forgetting(IBudgetLedger inner) : BrokenLedger(inner)
    {
        public override async ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation, CancellationToken cancellationToken = default)
        {
            var answer = await base.ReserveAsync(reservation, cancellationToken);
            if (!answer.IsGranted)
            {
                await base.SettleAsync(new BudgetSettlement { Id = reservation.Id, Charges = [] }, cancellationToken);
            }

            return answer;
        }
    }
}
