using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RouteGen.Tool.Tests.Serve;

public sealed class VersionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_call_goes_back_to_the_version_before_and_the_next_change_goes_on()
    {
        await using var bench = await ServeBench.StartAsync();
        await bench.ChangeAsync(Tables.Desk(Tables.Route("talk")));
        await bench.ChangeAsync(Tables.Desk(Tables.Route("talk") + Tables.Route("shout")));

        Assert.Equal(HttpStatusCode.Forbidden, (await RollBackAsync(bench.Http)).Status);
        var (status, table) = await RollBackAsync(bench.Admin);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((2, true, "administrator"),
            (table.GetProperty("version").GetInt32(), table.GetProperty("rolledBack").GetBoolean(), table.GetProperty("by").GetString()));
        Assert.Equal([3, 2, 1], table.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        await AssertServesAsync(bench, "talk", "shout");

        Assert.Equal(1, (await RollBackAsync(bench.Admin, 1)).Table.GetProperty("version").GetInt32());
        await AssertServesAsync(bench, "chat", "talk");
        Assert.Equal(HttpStatusCode.Conflict, (await RollBackAsync(bench.Admin, 7)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await RollBackAsync(bench.Admin)).Status);

        await bench.ChangeAsync(Tables.Desk(Tables.Route("sing")));
        Assert.Equal(4, bench.Server.Versions.Now.Number);
        await AssertServesAsync(bench, "sing", "shout");
    }

    [Fact]
    public async Task Ten_versions_are_kept_over_starts_where_a_folder_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("routegen-serve-").FullName;
        var first = await ServeBench.StartAsync(with: static o => o with { State = "versions" }, folder: folder);
        for (var i = 1; i <= 11; i++)
        {
            await first.ChangeAsync(Tables.Desk(output: $"{100 + i}"));
        }

        await first.StopAsync();
        await using var second = await ServeBench.StartAsync(with: static o => o with { State = "versions" }, folder: folder);

        var now = second.Server.Versions.Now;
        Assert.Equal((12, 10, 3), (now.Number, now.All.Count, now.All[0].Number));
        Assert.Equal(10, Directory.GetFiles(Path.Combine(folder, "versions", "DeskRoutes")).Length);
        Assert.Equal(5, (await RollBackAsync(second.Admin, 5)).Table.GetProperty("version").GetInt32());
        Assert.Equal(104, second.Server.Versions.Running.Table.Definition.Routes[0].OutputTokenLimit);
    }

    [Fact]
    public async Task Nothing_of_a_version_stays_when_its_last_call_has_ended()
    {
        await using var bench = await ServeBench.StartAsync();
        var former = await UseAsync(bench);

        await bench.ChangeAsync(Tables.Desk(Tables.Route("talk")));
        using (await bench.AskAsync("talk"))
        {
            // The pools of threads and buffers have seen something newer.
        }

        for (var i = 0; former.IsAlive && i < 30_000; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10, Cancellation);
        }

        Assert.False(former.IsAlive);
    }

    /// <summary>
    /// Half of the changes are bad. <c>ROUTEGEN_RELOADS=100</c> makes a hundred of them under fifty streams; a few are made elsewhere.
    /// </summary>
    [Fact]
    public async Task No_call_fails_while_the_table_changes()
    {
        var reloads = int.TryParse(Environment.GetEnvironmentVariable("ROUTEGEN_RELOADS"), out var asked) ? asked : 8;
        var streams = reloads > 8 ? 50 : 10;
        await using var bench = await ServeBench.StartAsync();
        foreach (var target in (string[])["mini", "haiku"])
        {
            bench.Server.Simulated!.ProviderOf(target)!.On("m").Always(RouteGen.Testing.SimulatedReply.FromText("a b c d e f g h")
                with
            { TokenDelay = TimeSpan.FromMilliseconds(20) });
        }

        var isOver = false;
        var ended = 0;
        var calls = Enumerable.Range(0, streams).Select(async i =>
        {
            do
            {
                using var reply = await bench.AskAsync("chat", streamed: i % 10 != 9);
                var text = await reply.Content.ReadAsStringAsync(Cancellation);
                Assert.True(reply.IsSuccessStatusCode && (i % 10 == 9 || text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)),
                    text);
                Interlocked.Increment(ref ended);
            }
            while (!Volatile.Read(ref isOver));
        }).ToArray();
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < reloads; i++)
        {
            await (i % 2 == 0
                ? bench.ChangeAsync(Tables.Desk(output: $"{100 + i}"))
                : bench.ChangeAsync(Tables.Desk(output: $"\"{i}\""), isGood: false));
        }

        var took = TimeProvider.System.GetElapsedTime(started);
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(calls);

        TestContext.Current.SendDiagnosticMessage($"{reloads} changes in {took}, {ended} calls in {streams} lines");
        Assert.Equal(1 + ((reloads + 1) / 2), bench.Server.Versions.Now.Number);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(ServeBench bench)
    {
        using var reply = await bench.AskAsync("chat", streamed: true);
        await reply.Content.ReadAsStringAsync(Cancellation);
        return new(bench.Server.Versions.Running);
    }

    private static async Task AssertServesAsync(ServeBench bench, string served, string other)
    {
        using var good = await bench.AskAsync(served);
        using var bad = await bench.AskAsync(other);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (good.StatusCode, bad.StatusCode));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Table)> RollBackAsync(HttpClient http, int? version = null)
    {
        using var reply = await http.PostAsync(
            "/v1/admin/tables/DeskRoutes/rollback", version is null ? null : JsonContent.Create(new { version }), Cancellation);
        return (reply.StatusCode, await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
