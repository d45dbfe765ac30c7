namespace RouteGen.Ledgers.Tests.Stores;

/// <summary>Started before the tests of a class and stopped after them; the benchmarks start one by themselves.</summary>
public sealed partial class RedisServer : IAsyncLifetime;
