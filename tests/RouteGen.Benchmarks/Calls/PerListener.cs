using System.Diagnostics;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What a call costs while somebody listens: a log that is on and kept nowhere, or spans and
/// metrics that are recorded and exported nowhere.
/// </summary>
[MemoryDiagnoser]
public class PerListener : CallBench
{
    private readonly List<IDisposable> _listeners = [];
    private IChatClient _peer = null!;

    public enum Listener
    {
        Log,
        Telemetry,
    }

    [ParamsAllValues]
    public Listener To { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Action<ILoggingBuilder> logging = static log => log.SetMinimumLevel(LogLevel.Debug).AddProvider(new ForgetfulLog());
        if (To == Listener.Log)
        {
            Build(services => services.AddLogging(logging));
            var factory = LoggerFactory.Create(logging);
            _listeners.Add(factory);
            _peer = new ChatClientBuilder(HandWrittenStack.Failover(Served, Served)).UseLogging(factory).Build();
        }
        else
        {
            Build();
            Listen();
            _peer = new ChatClientBuilder(HandWrittenStack.Failover(Served, Served)).UseOpenTelemetry().Build();
        }
    }

    [GlobalCleanup]
    public void Clean()
    {
        Release();
        _listeners.ForEach(l => l.Dispose());
    }

    [Benchmark(Baseline = true)]
    public Task<ChatResponse> Failover() => _peer.GetResponseAsync(Messages);

    [Benchmark]
    public Task<RouteResponse<PlainTarget>> Route() => Routes.Plain.GetResponseAsync(Messages);

    private void Listen()
    {
        var spans = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded
        };
        ActivitySource.AddActivityListener(spans);
        var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument)
        };
        meters.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        meters.SetMeasurementEventCallback<int>(static (_, _, _, _) => { });
        meters.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        meters.Start();
        _listeners.AddRange([spans, meters]);
    }

    /// <summary>A log that is on, formats what it is told and forgets it.</summary>
    private sealed class ForgetfulLog : ILoggerProvider, ILogger
    {
        private int _length;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                _length = formatter(state, exception).Length;

        public void Dispose()
        {
        }
    }
}
