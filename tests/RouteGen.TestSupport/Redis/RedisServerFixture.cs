namespace RouteGen.TestSupport.Redis;

/// <summary>Started before the tests of a class and stopped after them, where it can run; the benchmarks start one by themselves.</summary>
public abstract partial class RedisServer : IAsyncLifetime
{
    ValueTask IAsyncLifetime.InitializeAsync() => Missing is null ? InitializeAsync() : default;
}
