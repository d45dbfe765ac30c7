using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Plans;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Operations;

public sealed class OperationMemoryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_is_bounded_whatever_comes_and_keeps_who_comes_again()
    {
        var memory = new OperationMemory(_time);
        for (var i = 0; i < 100_000; i++)
        {
            memory.Note((UInt128)(i + 1), Served(1));
            if (i % 1_000 == 0)
            {
                memory.Note(UInt128.MaxValue, Served(2));
            }
        }

        Assert.InRange(memory.Count, OperationMemory.Most / 2, OperationMemory.Most);
        Assert.Equal(2, memory.Find(UInt128.MaxValue)?.Place);
        Assert.Equal(1, memory.Find(100_000)?.Place);
        Assert.Null(memory.Find(1));
    }

    [Fact]
    public async Task A_route_under_a_hundred_thousand_operations_remembers_as_many_as_it_may()
    {
        await using var agent = new AgentBench([new("openai", AgentBench.Sheet), new("openai", AgentBench.Sheet)]);
        for (var i = 0; i < 20_000; i++)
        {
            await agent.Bench.Route.For(operationId: $"op-{i}").GetResponseAsync("x");
        }

        Assert.InRange(agent.Bench.Table.Ask.Planned.Operations!.Count, 1, OperationMemory.Most);
    }

    [Fact]
    public void It_forgets_with_time()
    {
        var memory = new OperationMemory(_time);
        memory.Note(1, Served(1));
        _time.Advance(TimeSpan.FromHours(2));
        memory.Note(2, Served(1));
        Assert.Equal(2, memory.Count);
        _time.Advance(TimeSpan.FromHours(2));
        memory.Note(3, Served(1));

        Assert.Null(memory.Find(1));
        Assert.NotNull(memory.Find(2));
    }

    [Fact]
    public void Of_two_at_a_time_the_one_that_was_sent_later_counts_whoever_ends_last()
    {
        var memory = new OperationMemory(_time);
        memory.Note(1, Served(2, at: 20));
        memory.Note(1, Served(1, at: 10));

        Assert.Equal(2, memory.Find(1)?.Place);
    }

    [Fact]
    public void Equal_ids_of_different_callers_do_not_meet_and_no_text_is_another()
    {
        RouteCaller[] callers =
        [
            new() { OperationId = "a" },
            new() { Tenant = "t", OperationId = "a" },
            new() { Tenant = "u", OperationId = "a" },
            new() { User = "t", OperationId = "a" },
            new() { Agent = "t", OperationId = "a" },
            new() { Tenant = "ta", OperationId = "" },
            new() { Tenant = "t", User = "", OperationId = "a" },
            new() { Tenant = "t", OperationId = new string('a', 5_000) },
        ];

        Assert.Equal(callers.Length, callers.Select(OperationKey.Compute).Distinct().Count());
        Assert.Equal(OperationKey.Compute(callers[1]), OperationKey.Compute(callers[1] with { Tags = new Dictionary<string, string>() }));
    }

    [Fact]
    public async Task A_call_of_no_operation_makes_no_memory()
    {
        await using var bench = new TestBench();
        var before = Memory(bench);
        await bench.Route.For(user: "u").GetResponseAsync("x");
        Assert.Null(before);
        Assert.Null(Memory(bench));
        await bench.Route.For(operationId: "o").GetResponseAsync("x");
        Assert.NotNull(Memory(bench));

        await using var alone = new TestBench(targets: 1);
        await alone.Route.For(operationId: "o").GetResponseAsync("x");
        Assert.Null(Memory(alone));
    }

    [Fact]
    public async Task Calls_of_one_operation_at_a_time_are_all_served_and_remembered()
    {
        await using var agent = new AgentBench([new("openai", AgentBench.Sheet), new("openai", AgentBench.Sheet)]);
        var client = agent.Bench.Route.For(operationId: "op");
        await Parallel.ForAsync(0, 500, async (i, ct) =>
        {
            if (i == 100)
            {
                lock (agent.Down)
                {
                    agent.Bench.Time.Advance(TimeSpan.FromSeconds(1));
                }
            }

            await client.GetResponseAsync("x", cancellationToken: ct);
        });

        Assert.Equal(500, agent.Bench.Route.Records.Count);
        Assert.Equal(1, agent.Bench.Table.Ask.Planned.Operations!.Count);
    }

    private static OperationMemory? Memory(TestBench bench) => bench.Table.Ask.Planned.RememberedOperations;

    private static LastServed Served(int place, long at = 0) => new()
    {
        Place = place,
        Deployment = "d",
        Orders = 0,
        At = at,
        Lifetime = TimeSpan.FromMinutes(5),
        Kept = 0,
        Output = 0,
        Writing = default,
    };
}
