using System.Text;
using RouteGen.Calls;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Carriers;

/// <summary>A table whose targets take bytes.</summary>
internal sealed class RelayBench : IAsyncDisposable
{
    public RelayBench(
        Func<RouteDefinition, RouteDefinition>? adjust = null, Func<ModelDefinition, ModelDefinition>? model = null,
        bool firstIsPlain = false)
    {
        Inner = new TestBench(
            r => (adjust?.Invoke(r) ?? r).With(maxRetries: 0), i => model?.Invoke(TestBench.Model(i)) ?? TestBench.Model(i));
        Inner.First.Service = firstIsPlain ? null : First;
        Inner.Second.Service = Second;
    }

    public TestBench Inner { get; }

    public RelayServer First { get; } = new();

    public RelayServer Second { get; } = new();

    public IAsyncEnumerable<byte[]> Stream(string body) => new RouteStream<byte[]>(
        Inner.Route.Planned, RouteCaller.None, null, new RelayCarrier(Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);

    public async Task<string[]> AskAsync(string body)
    {
        var lines = new List<string>();
        await foreach (var piece in Stream(body))
        {
            lines.Add(Encoding.UTF8.GetString(piece).TrimEnd('\n'));
        }

        return [.. lines];
    }

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
