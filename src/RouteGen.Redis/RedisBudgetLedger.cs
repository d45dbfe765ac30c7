using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Redis.Scripts;
using StackExchange.Redis;

namespace RouteGen.Redis;

/// <summary>
/// Keeps budgets in Redis, for any number of machines. Each operation is one script and one round trip, in the server's time; amounts are
/// exact over the whole of Int64; all keys of a table share a hash slot, and every key expires. How much survives a crash of the server is
/// the server's: with <c>appendfsync always</c> all that was answered, with Redis's default one second less.
/// </summary>
/// <remarks>Redis 6 or later, with <c>maxmemory-policy noeviction</c>: a server that evicts keys forgets budgets.</remarks>
public sealed class RedisBudgetLedger : IBudgetLedger, IAsyncDisposable, IDisposable
{
    private readonly RedisConnection _connection;
    private readonly LedgerKeys _keys;

    /// <summary>Makes a ledger on a connection of the application's, which stays open when the ledger is disposed of.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">How the budgets are kept.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public RedisBudgetLedger(IConnectionMultiplexer connection, RedisLedgerOptions? options = null)
        : this(new RedisConnection(connection ?? throw new ArgumentNullException(nameof(connection))), options)
    {
    }

    /// <summary>Makes a ledger with a connection of its own, opened on first use.</summary>
    /// <param name="connectionString">As StackExchange.Redis reads it, such as <c>localhost:6379,password=…</c>.</param>
    /// <param name="options">How the budgets are kept.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    /// <exception cref="ArgumentException">The connection string cannot be read; the message does not quote it.</exception>
    public RedisBudgetLedger(string connectionString, RedisLedgerOptions? options = null)
        : this(new RedisConnection(connectionString ?? throw new ArgumentNullException(nameof(connectionString))), options)
    {
    }

    private RedisBudgetLedger(RedisConnection connection, RedisLedgerOptions? options)
    {
        _connection = connection;
        _keys = new LedgerKeys((options ?? new RedisLedgerOptions()).Validated().KeyPrefix);
    }

    /// <summary>What is added to the server's time: tests cannot move that.</summary>
    internal TimeSpan ClockOffset { get; set; }

    private RedisValue OffsetMs => (long)ClockOffset.TotalMilliseconds;

    /// <inheritdoc/>
    /// <exception cref="RedisLedgerException">Redis could not be asked, or its answer was lost.</exception>
    public async ValueTask<BudgetReservationResult> ReserveAsync(
        BudgetReservation reservation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        if (reservation.Charges.Count == 0)
        {
            return BudgetReservationResult.Granted;
        }

        List<RedisValue> arguments = [OffsetMs, reservation.Id, (long)Math.Ceiling(reservation.Lifetime.TotalMilliseconds)];
        foreach (var charge in reservation.Charges)
        {
            arguments.AddRange([charge.Amount.Units, charge.ExpiredAmount.Units, charge.Cap.Units, charge.IsHard
                ? 1
                : 0, .. WindowArguments.For(charge.Account.Window)]);
        }

        var answer = await RunAsync(
            LedgerScripts.Reserve, _keys.For(reservation.Id, reservation.Charges), arguments, cancellationToken).ConfigureAwait(false);
        return ReserveAnswer.Read((RedisValue[])answer!, reservation.Charges);
    }

    /// <inheritdoc/>
    /// <exception cref="RedisLedgerException">Redis could not be asked, or its answer was lost.</exception>
    public async ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        if (settlement.Charges.Count == 0)
        {
            return;
        }

        List<RedisValue> arguments = [OffsetMs, settlement.Id, settlement.IsRetry ? 1 : 0];
        foreach (var charge in settlement.Charges)
        {
            arguments.AddRange([charge.Amount.Units, .. WindowArguments.For(charge.Account.Window)]);
        }

        await RunAsync(
            LedgerScripts.Settle, _keys.For(settlement.Id, settlement.Charges), arguments, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="RedisLedgerException">Redis could not be asked.</exception>
    public async ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        var answer = await RunAsync(
            LedgerScripts.Balance,
            _keys.For(account), [OffsetMs, .. WindowArguments.For(account.Window)], cancellationToken).ConfigureAwait(false);
        var sums = (string[])answer!;
        return new BudgetBalance { Committed = Amount(sums[0]), Reserved = Amount(sums[1]) };
    }

    /// <summary>Closes the connection, where it is the ledger's own.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Closes the connection, where it is the ledger's own.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static BudgetAmount Amount(string amount) =>
        BudgetAmount.FromUnitsSaturating(Int128.Parse(amount, CultureInfo.InvariantCulture));

    private async ValueTask<RedisResult> RunAsync(
        string script, RedisKey[] keys, List<RedisValue> arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var database = await _connection.DatabaseAsync().ConfigureAwait(false);
            // Sends the script's hash; where the server does not know it any more, the client sends the script again.
            return await database.ScriptEvaluateAsync(script, keys, [.. arguments], CommandFlags.DemandMaster)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RedisLedgerException.FromException(e);
        }
    }
}
