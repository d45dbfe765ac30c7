using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Benchmarks.Calls;

/// <summary>What the benchmarks of calls share: a conversation, providers that take no time, and the routes over them.</summary>
public abstract class CallBench
{
    private ServiceProvider _services = null!;

    private protected IChatClient Served { get; } = new InstantChatClient();

    private protected IChatClient Failing { get; } = new FailingChatClient();

    private protected IChatClient Flaky { get; } = new FlakyChatClient();

    private protected ChatMessage[] Messages { get; } =
    [
        new(ChatRole.User, "Summarize: I cannot log in since this morning, and the reset mail does not arrive.")
    ];

    private protected BenchmarkRoutes Routes { get; private set; } = null!;

    /// <summary>Makes the routes.</summary>
    /// <param name="add">What the container has besides.</param>
    /// <param name="narrow">Who answers at the target with 8 places; null for the provider that takes no time.</param>
    private protected void Build(Action<IServiceCollection>? add = null, IChatClient? narrow = null)
    {
        var services = new ServiceCollection();
        add?.Invoke(services);
        _services = services
            .AddBenchmarkRoutes(table => table
                .UseChatClient(BenchmarkRoutes.Targets.First, _ => Served)
                .UseChatClient(BenchmarkRoutes.Targets.Second, _ => Served)
                .UseChatClient(BenchmarkRoutes.Targets.Broken, _ => Failing)
                .UseChatClient(BenchmarkRoutes.Targets.Narrow, _ => narrow ?? Served)
                .UseChatClient(BenchmarkRoutes.Targets.Flaky, _ => Flaky))
            .BuildServiceProvider();
        Routes = _services.GetRequiredService<BenchmarkRoutes>();
    }

    private protected void Release() => _services.Dispose();
}
