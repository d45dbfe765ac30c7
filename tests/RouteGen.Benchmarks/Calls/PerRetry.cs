using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;
using RouteGen.Targets;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What a call costs whose first attempt fails and whose second serves, without a wait between them: in a loop written by hand, in Polly's
/// own pipeline and in a route, where Polly is entered with the first failure in hand. Beside it the same route where the first serves.
/// </summary>
[MemoryDiagnoser]
public class PerRetry : CallBench
{
    private ResiliencePipeline<ChatResponse> _pipeline = null!;

    [GlobalSetup]
    public void Setup()
    {
        Build(static services => services.AddSingleton(new RetryPacing(TimeSpan.Zero)));
        _pipeline = new ResiliencePipelineBuilder<ChatResponse>()
            .AddRetry(new RetryStrategyOptions<ChatResponse>
            {
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static args => new(args.Outcome.Exception is HttpRequestException),
            })
            .Build();
    }

    [GlobalCleanup]
    public void Clean() => Release();

    [Benchmark(Baseline = true)]
    public async Task<ChatResponse> HandWrittenLoop()
    {
        for (var retriesLeft = 1; ;)
        {
            try
            {
                return await Flaky.GetResponseAsync(Messages).ConfigureAwait(false);
            }
            catch (HttpRequestException) when (retriesLeft > 0)
            {
                retriesLeft--;
            }
        }
    }

    [Benchmark]
    public ValueTask<ChatResponse> PollyPipeline() => _pipeline.ExecuteAsync(
        static async (bench, cancellationToken) => await bench.Flaky.GetResponseAsync(
            bench.Messages, cancellationToken: cancellationToken).ConfigureAwait(false),
        this);

    [Benchmark]
    public Task<RouteResponse<RetriedTarget>> RetriedRoute() => Routes.Retried.GetResponseAsync(Messages);

    [Benchmark]
    public Task<RouteResponse<PlainTarget>> RouteThatNeedsNoRetry() => Routes.Plain.GetResponseAsync(Messages);
}
