using Microsoft.Extensions.Logging;
using RouteGen.Definitions;

namespace RouteGen.Budgets;

/// <summary>
/// The free credit at a provider under one of its keys: what the table states, the account in which it is kept, and what the ledger last
/// said of it, so that most decisions need not ask.
/// </summary>
/// <param name="provider">The provider.</param>
/// <param name="credential">By what its key is known.</param>
/// <param name="account">The account.</param>
/// <param name="time">The container's clock.</param>
internal sealed class ProviderCredit(ProviderDefinition provider, string credential, BudgetAccount account, TimeProvider time)
{
    /// <summary>What is used up is asked about again after this long: a settlement may have taken an estimate back.</summary>
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMinutes(1);

    /// <summary>How old a balance is when it is read again, by a call or by whoever looks at it.</summary>
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private BudgetBalance? _balance;
    private long _readAt;
    private long _spentAt;
    private bool _isSpent;
    private bool _wasTold;

    public ProviderDefinition Provider => provider;

    public string Credential => credential;

    public BudgetAccount Account => account;

    public CreditDefinition Definition { get; } = provider.Credits!;

    /// <summary>What the account may hold at most.</summary>
    public BudgetAmount Cap { get; } = BudgetAmount.FromUsd(provider.Credits!.Usd);

    /// <summary>Whether calls go on at the price when it is used up.</summary>
    public bool MayPay => Definition.Then == CreditEndAction.Pay;

    /// <summary>Whether nothing is left for calls, as far as is known: it has lapsed, or all of it is used.</summary>
    public bool IsSpent =>
        Definition.HasLapsed(time.GetUtcNow())
        || (Volatile.Read(ref _isSpent) && time.GetElapsedTime(Volatile.Read(ref _spentAt)) < BetweenQuestions);

    /// <summary>Why no call is sent under the key; null where calls are.</summary>
    public SkipReason? Refusal => !MayPay && IsSpent ? SkipReason.CreditUsedUp : null;

    /// <summary>What is left for calls in USD, as far as is known; all of it where nothing is.</summary>
    public decimal LeftUsd
    {
        get
        {
            if (IsSpent)
            {
                return 0m;
            }

            lock (_gate)
            {
                // What others have reserved comes back for the most part.
                return _balance is { } known ? (Cap - known.Committed).ToUsd() : Definition.Usd;
            }
        }
    }

    /// <summary>Whether what is known is old enough to be read again; true for one caller.</summary>
    public bool TryBeginReading()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var isDue = _readAt == 0 || time.GetElapsedTime(_readAt, now) >= BetweenReadings;
            _readAt = isDue ? now : _readAt;
            return isDue;
        }
    }

    /// <summary>Notes what the ledger says.</summary>
    public void Note(BudgetBalance balance)
    {
        lock (_gate)
        {
            _balance = balance;
            NoteSpent(balance.Committed >= Cap);
        }
    }

    /// <summary>Notes what a refusal says: what would be left if calls under way used nothing.</summary>
    public void Note(BudgetShortage shortage) => Note(new BudgetBalance
    {
        Committed = Cap - (shortage.Available + shortage.Reserved),
        Reserved = shortage.Reserved,
    });

    /// <summary>Notes what a call of this process has used, until the ledger is read.</summary>
    public void NoteUsed(BudgetAmount amount)
    {
        lock (_gate)
        {
            if (_balance is { } known)
            {
                _balance = known with { Committed = known.Committed + amount };
            }
        }
    }

    /// <summary>Logs, once, that it is used up or has lapsed.</summary>
    public void TellIfEnded(ILogger log)
    {
        if (_wasTold || !IsSpent || Interlocked.Exchange(ref _wasTold, true))
        {
            return;
        }

        if (MayPay)
        {
            log.CreditEndedPay(provider.Name, credential);
        }
        else
        {
            log.CreditEndedSkip(provider.Name, credential);
        }
    }

    /// <summary>What is known of it.</summary>
    public CreditStatus Status
    {
        get
        {
            lock (_gate)
            {
                return CreditStatus.Create(provider, credential, time.GetUtcNow(), _balance);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{provider.Name}/{credential}";

    private void NoteSpent(bool isSpent)
    {
        Volatile.Write(ref _spentAt, isSpent ? time.GetTimestamp() : _spentAt);
        Volatile.Write(ref _isSpent, isSpent);
    }
}
