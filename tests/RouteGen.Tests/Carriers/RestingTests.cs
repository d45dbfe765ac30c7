using System.Net;
using System.Reflection;
using Microsoft.Extensions.AI;
using RouteGen.Attempts;
using RouteGen.Calls;
using RouteGen.Carriers;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Carriers;

/// <summary>What calls lend one another is as new when the next one gets it: nothing of a prompt, a key or a record stays behind.</summary>
public sealed class RestingTests
{
    private const BindingFlags All =
        BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    [Fact]
    public async Task An_attempt_and_its_delivery_at_rest_keep_nothing_of_their_call()
    {
        await using var bench = new TestBench();
        var call = new RouteCall(
            bench.Route.Planned, RouteCaller.None, new WholeCarrier([new(ChatRole.User, "a secret")], null),
            TestContext.Current.CancellationToken);
        var attempt = await ChainRunner.RunAsync(call);
        var delivery = attempt.Delivery;
        Assert.Contains(Fields(attempt), f => !IsDefault(f.GetValue(attempt)));
        Assert.Contains(Fields(delivery), f => !IsDefault(f.GetValue(delivery)));

        attempt.Rest();

        Assert.Equal([], Fields(attempt).Where(f => !IsDefault(f.GetValue(attempt))).Select(f => f.Name));
        Assert.Equal([], Fields(delivery).Where(f => !IsDefault(f.GetValue(delivery))).Select(f => f.Name));
    }

    [Fact]
    public async Task Calls_that_follow_one_another_on_one_thread_have_their_own_replies_and_records()
    {
        await using var bench = new TestBench();
        bench.First.Then([.. Enumerable.Range(0, 20).Select(i => Step.Says($"reply {i}", input: 100 + i))]);

        for (var i = 0; i < 20; i++)
        {
            var reply = await bench.Route.GetResponseAsync($"ticket {i}", cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(($"reply {i}", 100 + i), (reply.Text, reply.Record.Usage!.Value.Input));
        }

        Assert.Equal(20, bench.Route.Records.Select(r => r.Id).Distinct().Count());
        Assert.Equal(Enumerable.Range(100, 20).Select(i => (long)i), bench.Route.Records.Select(r => r.Attempts[0].Usage!.Value.Input));
    }

    [Fact]
    public async Task An_attempt_that_failed_is_not_lent()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable));
        var call = new RouteCall(
            bench.Route.Planned, RouteCaller.None, new WholeCarrier([new(ChatRole.User, "a ticket")], null),
            TestContext.Current.CancellationToken);
        var entry = bench.Route.Plan.Entries[0];
        var attempt = Attempt.Start(call, entry, entry.Slot.Keys.All[0], TimeSpan.Zero);
        Assert.False(await attempt.OpenAsync());

        attempt.Rest();

        Assert.NotNull(attempt.Failure);
        Assert.NotSame(attempt, Attempt.Start(call, entry, entry.Slot.Keys.All[0], TimeSpan.Zero));
    }

    private static IEnumerable<FieldInfo> Fields(object o)
    {
        for (var type = o.GetType(); type != typeof(object); type = type!.BaseType)
        {
            foreach (var field in type!.GetFields(All))
            {
                yield return field;
            }
        }
    }

    private static bool IsDefault(object? value) =>
        value is null || (value is ValueType && value.Equals(Activator.CreateInstance(value.GetType())));
}
