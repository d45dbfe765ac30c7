using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Targets;
using RouteGen.Testing;
using RouteGen.Tool.Serve.Reload;

namespace RouteGen.Tool.Tests.Serve;

public sealed class ReloadTests
{
    private static readonly WatchPace Pace = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_in_force_for_calls_that_begin_afterwards_and_open_streams_end_on_what_they_began_with()
    {
        await using var bench = await ServeBench.StartAsync();
        bench.Server.Simulated!.ProviderOf("mini")!.On("m").Always(
            SimulatedReply.InPieces("One ", "two ", "three ", "four.") with { TokenDelay = TimeSpan.FromMilliseconds(150) });
        var before = bench.Server.Versions.Now.Active.Hash;
        var running = bench.Server.Versions.Running;
        using var stream = await bench.AskAsync("chat", streamed: true);

        await bench.ChangeAsync(Tables.Desk(Tables.Route("talk")));
        using var reply = await bench.AskAsync("talk");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var text = await stream.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("four.", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.Equal(before, await bench.HashOfAsync(stream));
        Assert.Equal(bench.Server.Versions.Now.Active.Hash, await bench.HashOfAsync(reply));
        Assert.NotEqual(before, bench.Server.Versions.Now.Active.Hash);
        await running.Calls.Ended;
        Assert.Contains("Version 2 of DeskRoutes is in force: ", bench.Log, StringComparison.Ordinal);
        Assert.Contains("route talk", (await bench.TableAsync()).GetProperty("changes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_under_way_falls_back_along_the_chain_that_it_began_with()
    {
        await using var bench = await ServeBench.StartAsync();
        var before = bench.Server.Versions.Now.Active.Hash;
        var mini = bench.Server.Simulated!.ProviderOf("mini")!;
        mini.On("m").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey) with { Delay = TimeSpan.FromSeconds(1) });
        var call = bench.AskAsync("chat");
        await mini.WaitForRequestAsync(1, Cancellation);

        // The clients of what was not asked yet are made when it is: what they are made of has to be there still.
        await bench.ChangeAsync(Tables.Desk().Replace("\"mini\", \"haiku\"]", "\"mini\"]", StringComparison.Ordinal));

        using var reply = await call;
        Assert.Equal("haiku", reply.Headers.GetValues("x-routegen-target").Single());
        Assert.Equal(before, await bench.HashOfAsync(reply));
    }

    [Fact]
    public async Task What_a_build_would_fail_is_refused_with_file_line_and_rule_and_the_last_good_one_stays()
    {
        await using var bench = await ServeBench.StartAsync();

        await bench.ChangeAsync(Tables.Desk(Tables.Route("talk")).Replace("\"haiku\"]", "\"hauki\"]", StringComparison.Ordinal),
            isGood: false);

        Assert.Contains("stays in force: routes.json(", bench.Log, StringComparison.Ordinal);
        var table = await bench.TableAsync();
        var problem = table.GetProperty("refused").GetProperty("problems")[0];
        Assert.Equal("routes.json", problem.GetProperty("path").GetString());
        Assert.StartsWith("RG", problem.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.True(problem.GetProperty("line").GetInt32() > 1);
        Assert.Equal(1, table.GetProperty("version").GetInt32());
        using (var reply = await bench.AskAsync("chat"))
        {
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        await bench.ChangeAsync(Tables.Desk(Tables.Route("talk")));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await bench.TableAsync()).GetProperty("refused").ValueKind);
    }

    [Fact]
    public async Task A_file_that_is_half_written_is_not_judged()
    {
        await using var bench = await ServeBench.StartAsync(reloads: false);
        var watch = bench.Watch(_time, Pace);
        var table = Tables.Desk(Tables.Route("talk"));
        foreach (var length in (int[])[0, table.Length / 3, table.Length / 2])
        {
            await File.WriteAllTextAsync(bench.Path, table[..length], Cancellation);
            await LookAsync(watch, 3);
        }

        await File.WriteAllTextAsync(bench.Path, table, Cancellation);
        await LookAsync(watch, 2);

        Assert.Equal((2, null), (bench.Server.Versions.Now.Number, bench.Server.Versions.Now.Refused));
        Assert.DoesNotContain("Refused", bench.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no file 'routes.json'.")]
    [InlineData("'routes.json' is a folder.")]
    public async Task A_file_that_is_gone_or_cannot_be_read_changes_nothing_until_it_is_back(string message)
    {
        await using var bench = await ServeBench.StartAsync(reloads: false);
        var watch = bench.Watch(_time, Pace);
        File.Delete(bench.Path);
        if (message.Contains("folder", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(bench.Path);
        }

        await LookAsync(watch, 8);
        Assert.Equal(message, bench.Server.Versions.Now.Refused?.Message);
        using (var reply = await bench.AskAsync("chat"))
        {
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        if (Directory.Exists(bench.Path))
        {
            Directory.Delete(bench.Path);
        }

        await File.WriteAllTextAsync(bench.Path, Tables.Desk(), Cancellation);
        await LookAsync(watch, 3);
        Assert.Equal((1, null), (bench.Server.Versions.Now.Number, bench.Server.Versions.Now.Refused));
    }

    /// <summary>Kubernetes mounts a ConfigMap as links through a folder that is a link itself, and swaps that.</summary>
    [Fact]
    public async Task A_swap_of_links_as_of_a_ConfigMap_is_seen()
    {
        var folder = Directory.CreateTempSubdirectory("routegen-serve-").FullName;
        Put("..one", Tables.Desk());
        Put("..two", Tables.Desk(Tables.Route("talk")));
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data"), "..one");
        File.CreateSymbolicLink(Path.Combine(folder, "routes.json"), Path.Combine("..data", "routes.json"));
        await using var bench = await ServeBench.StartAsync(reloads: false, folder: folder);
        var watch = bench.Watch(_time, Pace);

        Directory.Delete(Path.Combine(folder, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data"), "..two");
        await LookAsync(watch, 2);

        Assert.Equal(2, bench.Server.Versions.Now.Number);

        void Put(string name, string text)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, "routes.json"), text);
        }
    }

    [Fact]
    public async Task A_change_of_a_file_of_shared_models_is_a_change_of_the_table()
    {
        var folder = Directory.CreateTempSubdirectory("routegen-serve-").FullName;
        var models = Path.Combine(folder, "our.models.json");
        await File.WriteAllTextAsync(models, Models(3), Cancellation);
        await using var bench = await ServeBench.StartAsync(
            Tables.Desk(use: " \"use\": [\"our.models.json\"],").Replace("\"provider\": \"anthropic\", \"model\": \"m\"",
                "\"provider\": \"anthropic\", \"model\": \"shared\"", StringComparison.Ordinal), reloads: false, folder: folder);
        var watch = bench.Watch(_time, Pace);

        await File.WriteAllTextAsync(models, Models(4), Cancellation);
        await LookAsync(watch, 2);
        Assert.Equal(2, bench.Server.Versions.Now.Number);

        File.Delete(models);
        await LookAsync(watch, 8);
        Assert.Contains("our.models.json", bench.Server.Versions.Now.Refused!.Message, StringComparison.Ordinal);
        Assert.Equal(2, bench.Server.Versions.Now.Number);

        static string Models(int usd) => $$"""
            {
              "models": {
                "shared": { "contextWindow": 9000, "maxOutput": 900, "usdPerMTok": { "input": {{usd}}, "output": 9, "asOf": "2026-11-01" } }
              }
            }
            """;
    }

    [Fact]
    public async Task Comments_alone_change_nothing_and_another_name_is_refused()
    {
        await using var bench = await ServeBench.StartAsync(reloads: false);
        var watch = bench.Watch(_time, Pace);
        var running = bench.Server.Versions.Running;

        await File.WriteAllTextAsync(bench.Path, "// For the desk.\n" + Tables.Desk(), Cancellation);
        await LookAsync(watch, 2);
        Assert.Same(running, bench.Server.Versions.Running);
        Assert.Contains("says the same", bench.Log, StringComparison.Ordinal);

        await File.WriteAllTextAsync(bench.Path, Tables.Desk(name: "OtherRoutes"), Cancellation);
        await LookAsync(watch, 2);
        Assert.Contains("named 'OtherRoutes' now", bench.Server.Versions.Now.Refused!.Message, StringComparison.Ordinal);
        Assert.Same(running, bench.Server.Versions.Running);
    }

    [Fact]
    public async Task Budgets_breakers_and_records_go_on_over_a_reload()
    {
        await using var bench = await ServeBench.StartAsync(Tables.Desk(calls: 3));
        bench.Server.Simulated!.Fail("mini", "invalid-api-key");
        using (var first = await bench.AskAsync("chat"))
        {
            Assert.Equal("haiku", first.Headers.GetValues("x-routegen-target").Single());
        }

        await bench.ChangeAsync(Tables.Desk(Tables.Route("talk"), calls: 3));
        using (var second = await bench.AskAsync("chat"))
        {
            // The breaker of the key is the host's: nothing is asked in vain.
            Assert.Equal("mini", second.Headers.GetValues("x-routegen-skipped").Single());
        }

        await bench.ChangeAsync(Tables.Desk(calls: 3, output: "400"));
        using var third = await bench.AskAsync("chat");
        using var fourth = await bench.AskAsync("chat");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PaymentRequired), (third.StatusCode, fourth.StatusCode));
        Assert.NotNull(bench.Server.App.Services.GetService<TargetHealthRegistry>());
    }

    private async Task LookAsync(TableWatch watch, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Advance(Pace.Interval);
            await watch.LookAsync(Cancellation);
        }
    }
}
