using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RouteGen.Budgets;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Redis;
using RouteGen.Sqlite;
using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Hanging;

/// <summary>A real store that can be made to hang, and to come back. It does not give up by itself while a test runs.</summary>
internal abstract class HangingStore : IAsyncDisposable
{
    /// <summary>Redis clients give up after this many milliseconds, where a test has not ended long before.</summary>
    protected const string Patient = "asyncTimeout=3600000,syncTimeout=3600000";

    /// <summary>The store as calls use it.</summary>
    public abstract IBudgetLedger Ledger { get; }

    public static async Task<HangingStore> StartAsync(string kind) => kind switch
    {
        "SQLite locked" => new LockedSqlite(),
        "Redis behind a proxy that stops" => await StoppedProxy.StartAsync(),
        _ => await StoppedRedis.StartAsync(),
    };

    public abstract Task HangAsync();

    public abstract Task ComeBackAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>A SQLite file that another connection has locked for itself.</summary>
internal sealed class LockedSqlite : HangingStore
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-locked-").FullName;
    private readonly SqliteBudgetLedger _ledger;
    private readonly SqliteConnection _other;

    public LockedSqlite()
    {
        var path = Path.Combine(_folder, "budgets.db");
        _ledger = new SqliteBudgetLedger(path, new SqliteLedgerOptions { BusyTimeout = TimeSpan.FromHours(1) });
        _other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        _other.Open();
    }

    public override IBudgetLedger Ledger => _ledger;

    public override Task HangAsync() => RunAsync("BEGIN EXCLUSIVE");

    public override Task ComeBackAsync() => RunAsync("ROLLBACK");

    public override async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(string text)
    {
        await using var command = _other.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A Redis behind a proxy that stops forwarding.</summary>
internal sealed class StoppedProxy : HangingStore
{
    private readonly RedisServer _server;
    private readonly StoppableProxy _proxy;
    private readonly RedisBudgetLedger _ledger;

    private StoppedProxy(RedisServer server)
    {
        _server = server;
        _proxy = new StoppableProxy("127.0.0.1", server.Port);
        _ledger = new RedisBudgetLedger(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_proxy.Port},{Patient}"));
    }

    public override IBudgetLedger Ledger => _ledger;

    public static async Task<HangingStore> StartAsync()
    {
        var server = new GarnetServer();
        await server.InitializeAsync();
        return new StoppedProxy(server);
    }

    public override Task HangAsync()
    {
        _proxy.Stop();
        return Task.CompletedTask;
    }

    public override Task ComeBackAsync()
    {
        _proxy.GoOn();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }
}

/// <summary>The program redis-server, stopped by SIGSTOP.</summary>
internal sealed class StoppedRedis : HangingStore
{
    private readonly RealRedisServer _server;
    private readonly RedisBudgetLedger _ledger;

    private StoppedRedis(RealRedisServer server)
    {
        _server = server;
        _ledger = new RedisBudgetLedger($"{server.ConnectionString},{Patient}");
    }

    public override IBudgetLedger Ledger => _ledger;

    public static async Task<HangingStore> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "SIGSTOP is a signal of Unix.");
        var server = new RealRedisServer();
        if (server.Missing is { } reason)
        {
            Assert.Skip(reason);
        }

        await server.InitializeAsync();
        return new StoppedRedis(server);
    }

    public override Task HangAsync() => SignalAsync("-STOP");

    public override Task ComeBackAsync() => SignalAsync("-CONT");

    public override async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await SignalAsync("-CONT");
        await _server.DisposeAsync();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _server.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
