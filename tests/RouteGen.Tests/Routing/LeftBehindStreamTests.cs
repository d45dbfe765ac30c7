using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Tests.Chaos;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>
/// A stream in the hands of a caller who neither moves on nor disposes of it keeps nothing once it is out of time, or cancelled.
/// </summary>
public sealed class LeftBehindStreamTests
{
    [Theory]
    [InlineData("left")]
    [InlineData("waiting")]
    [InlineData("deaf")]
    [InlineData("cancelled")]
    [InlineData("cancelledTwice")]
    public async Task Nothing_is_held_by_a_stream_that_is_over_and_was_never_disposed_of(string way)
    {
        var time = new VirtualTime();
        await using var bench = Bench(time);
        using var call = new CancellationTokenSource();
        using var enumeration = new CancellationTokenSource();

        var left = await LeaveAsync(bench, way, call.Token, enumeration.Token);
        if (way is "cancelled" or "cancelledTwice")
        {
            await call.CancelAsync();
            await (way == "cancelled" ? Task.CompletedTask : enumeration.CancelAsync());
        }
        else
        {
            for (var i = 0; i < 10_000 && time.AdvanceToNext(); i++)
            {
            }
        }

        Assert.Equal(0, time.Armed);
        await GoneAsync(left);

        // Both places are free again.
        bench.First.Then(Step.Says("ok"));
        Assert.Equal(
            TestTarget.First,
            (await bench.Route.GetResponseAsync("a ticket", cancellationToken: TestContext.Current.CancellationToken)).ServedBy);
        GC.KeepAlive(call);
        GC.KeepAlive(enumeration);
    }

    [Fact]
    public async Task A_caller_who_moves_on_after_all_is_reported_that_the_time_is_over()
    {
        var time = new VirtualTime();
        await using var bench = Bench(time);
        bench.First.Then(Step.StallsAfter("one two"));
        var updates = bench.Route.GetStreamingResponseAsync("a ticket", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await updates.MoveNextAsync());
        for (var i = 0; i < 10_000 && time.AdvanceToNext(); i++)
        {
        }

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(async () =>
        {
            while (await updates.MoveNextAsync())
            {
            }
        });
        await updates.DisposeAsync();

        Assert.Equal((Fault.Timeout, "streamTotal"), (e.Fault, e.Record.Attempts[0].Code));
    }

    /// <summary>Two places, which two streams take: the caller of each is gone afterwards.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<List<WeakReference>> LeaveAsync(
        TestBench bench, string way, CancellationToken call, CancellationToken enumeration)
    {
        bench.First.Then(way == "deaf" ? Step.DeafAfter("one two three") : Step.StallsAfter("one two three"));
        var left = new List<WeakReference>();
        for (var i = 0; i < 2; i++)
        {
            var updates = bench.Route.GetStreamingResponseAsync("a ticket", cancellationToken: call).GetAsyncEnumerator(enumeration);
            await updates.MoveNextAsync();
            if (way is "waiting" or "deaf")
            {
                for (var word = 0; word < 3; word++)
                {
                    await updates.MoveNextAsync();
                }

                _ = updates.MoveNextAsync().AsTask().ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
            }

            left.Add(new WeakReference(updates));
        }

        return left;
    }

    private static async Task GoneAsync(List<WeakReference> left)
    {
        for (var i = 0; i < 30_000 && left.Exists(l => l.IsAlive); i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(left, l => l.IsAlive);
    }

    private static TestBench Bench(VirtualTime time) =>
        new(
            r => r.With(maxRetries: 0),
            target: t => t.Name == "first" ? t with { Concurrency = 2 } : t,
            services: s => s.AddSingleton<TimeProvider>(time));
}
