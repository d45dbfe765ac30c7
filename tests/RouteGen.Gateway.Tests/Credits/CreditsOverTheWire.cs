using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Testing;
using static RouteGen.Gateway.Tests.Credits.CreditBench;

namespace RouteGen.Gateway.Tests.Credits;

/// <summary>Free credit of a compiled table over real HTTP, in a file that processes share.</summary>
public sealed class CreditsOverTheWire
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Credit_serves_first_and_when_it_is_used_up_the_next_target_does()
    {
        await using var bench = await StartAsync();
        var process = bench.Begin();
        var records = new List<RouteRecord>();
        for (var i = 0; i < 5; i++)
        {
            records.Add((await AskAsync(process)).GetRouteRecord()!);
            await bench.BalanceAsync();
        }

        // Three cost 0.0018; the 0.0007 that are left do not cover the 0.001 that a fourth may write.
        Assert.Equal(["gift", "gift", "gift", "bill", "bill"], records.Select(r => r.ServedBy));
        Assert.Equal([Cost, Cost, Cost, null, null], records.Select(r => r.CreditUsd));
        Assert.All(records, r => Assert.Equal(Cost, r.CostUsd));
        Assert.Equal([new SkippedTarget("gift", SkipReason.CreditUsedUp)], records[4].Skipped);
        Assert.Equal(3, bench.Providers.GetRequestCount("gift"));
        Assert.Equal(3 * Cost, (await bench.BalanceAsync()).Committed.ToUsd());
    }

    [Fact]
    public async Task Where_the_table_pays_the_target_goes_on_and_money_pays_what_credit_does_not()
    {
        await using var bench = await StartAsync();
        var process = bench.Begin();
        var paid = new List<decimal?>();
        for (var i = 0; i < 6; i++)
        {
            paid.Add((await TryAsync(process)).GetRouteRecord()!.CreditUsd);
            await bench.BalanceAsync("trial", "TRIAL_KEY");
        }

        Assert.Equal([Cost, Cost, Cost, Cost, Given - (4 * Cost), null], paid);
        Assert.Equal(6, bench.Providers.GetRequestCount("taste"));
        Assert.Equal(Given, (await bench.BalanceAsync("trial", "TRIAL_KEY")).Committed.ToUsd());
    }

    [Fact]
    public async Task A_restart_keeps_what_was_used()
    {
        await using var bench = await StartAsync();
        var first = bench.Begin();
        await AskAsync(first);
        await bench.BalanceAsync();
        await AskAsync(first);
        await bench.EndAsync(first);

        var second = bench.Begin();
        var credit = Assert.Single(
            await second.GetRequiredService<CreditRoutes>().Health.ReadCreditsAsync(Token), c => c.Provider == "deal");
        Assert.Equal(("DEAL_KEY_A", Given, 2 * Cost, 0m, Given - (2 * Cost)),
            (credit.Credential, credit.Usd, credit.UsedUsd, credit.ReservedUsd, credit.LeftUsd));
        Assert.Equal("gift", (await AskAsync(second)).GetRouteRecord()!.ServedBy);
        await bench.BalanceAsync();
        Assert.Equal("bill", (await AskAsync(second)).GetRouteRecord()!.ServedBy);
    }

    [Fact]
    public async Task Two_processes_share_it_and_overdraw_nothing()
    {
        await using var bench = await StartAsync();
        ServiceProvider[] processes = [bench.Begin(), bench.Begin()];

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).SelectMany(
            i => (Task<ChatResponse>[])[AskAsync(processes[i % 2]), TryAsync(processes[i % 2])]));

        foreach (var (provider, credential) in ((string, string)[])[("deal", "DEAL_KEY_A"), ("trial", "TRIAL_KEY")])
        {
            var balance = await bench.BalanceAsync(provider, credential);
            var paid = replies.Select(r => r.GetRouteRecord()!).SelectMany(r => r.Attempts)
                .Where(a => a.Provider == provider).Sum(a => a.CreditUsd ?? 0m);
            Assert.Equal((paid, 0m), (balance.Committed.ToUsd(), balance.Reserved.ToUsd()));
            Assert.InRange(paid, Cost, Given);
        }

        Assert.All(replies.SelectMany(r => r.GetRouteRecord()!.Attempts).Where(a => a.Target == "gift"), a =>
            Assert.Equal(Cost, a.CreditUsd));
    }

    [Fact]
    public async Task What_a_dead_process_had_reserved_is_charged_as_estimated_and_no_more_is_drawn()
    {
        await using var bench = await StartAsync();
        var dying = bench.Begin(static ledger => new DyingLedger(ledger));
        await AskAsync(dying);
        await AskAsync(dying);

        var reserved = await ReservedAsync(bench);
        Assert.True(reserved > 0.002m, $"{reserved}");
        var other = bench.Begin();
        Assert.Equal("bill", (await AskAsync(other)).GetRouteRecord()!.ServedBy);

        // The longest time that the call could have taken, and a minute.
        bench.Time.Advance(TimeSpan.FromMinutes(3));
        using var ledger = new RouteGen.Sqlite.SqliteBudgetLedger(bench.LedgerPath, timeProvider: bench.Time);
        var balance = await ledger.GetBalanceAsync(CreditAccounts.Create("CreditRoutes", "deal", "DEAL_KEY_A"), Token);
        Assert.Equal(0m, balance.Reserved.ToUsd());
        Assert.InRange(balance.Committed.ToUsd(), 2 * Cost, reserved);
    }

    [Fact]
    public async Task Each_key_has_credit_of_its_own_and_neither_stands_in_the_ledger()
    {
        await using var bench = await StartAsync();
        string[] keys = ["canary-key-one", "canary-key-two"];
        var process = bench.Begin(keys: keys);
        var records = new List<RouteRecord>();
        for (var i = 0; i < 8; i++)
        {
            records.Add((await AskAsync(process)).GetRouteRecord()!);
            await bench.BalanceAsync();
        }

        Assert.Equal(6, records.Count(r => r.ServedBy == "gift"));
        Assert.Equal([1, 2], records.SelectMany(r => r.Attempts).Select(a => a.Credential).OfType<int>().Distinct().Order());
        Assert.Equal(3 * Cost, (await bench.BalanceAsync()).Committed.ToUsd());
        Assert.Equal(3 * Cost, (await bench.BalanceAsync(credential: "DEAL_KEY_B")).Committed.ToUsd());
        var file = await ReadAsync(bench.LedgerPath) + await ReadAsync(bench.LedgerPath + "-wal");
        Assert.Contains("DEAL_KEY_B", file, StringComparison.Ordinal);
        Assert.All(keys, key => Assert.DoesNotContain(key, file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_endpoint_shows_what_credit_paid()
    {
        await using var bench = await GatewayBench.StartAsync<CreditRoutes>(static (all, use) => all.AddCreditRoutes(use));
        using (var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "granted", "hello")))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var record = bench.Records.All[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/records/{record.Id}");
        using var found = await bench.Http.SendAsync(request, Token);
        var json = JsonNode.Parse(await found.Content.ReadAsStringAsync(Token))!;
        Assert.Equal(record.CostUsd, (decimal?)json["creditUsd"]);
        Assert.Equal(record.CostUsd, (decimal?)json["attempts"]![0]!["creditUsd"]);
    }

    private static async Task<decimal> ReservedAsync(CreditBench bench)
    {
        using var ledger = new RouteGen.Sqlite.SqliteBudgetLedger(bench.LedgerPath, timeProvider: bench.Time);
        return (await ledger.GetBalanceAsync(CreditAccounts.Create("CreditRoutes", "deal", "DEAL_KEY_A"), Token)).Reserved.ToUsd();
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync(Token);
    }

    /// <summary>A process that dies after each reservation: nothing that it settles arrives.</summary>
    private sealed class DyingLedger(IBudgetLedger ledger) : IBudgetLedger, IDisposable
    {
        public ValueTask<BudgetReservationResult> ReserveAsync(BudgetReservation reservation,
            CancellationToken cancellationToken = default) =>
            ledger.ReserveAsync(reservation, cancellationToken);

        public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default) => default;

        public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
            ledger.GetBalanceAsync(account, cancellationToken);

        public void Dispose() => ((IDisposable)ledger).Dispose();
    }
}
