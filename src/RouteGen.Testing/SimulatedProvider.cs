using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RouteGen.Costs;
using RouteGen.Testing.Replies;
using RouteGen.Testing.Wire;

namespace RouteGen.Testing;

/// <summary>
/// An LLM provider on loopback that speaks a real one's wire format and does what a test scripts: reply, fail, stall, break off. Models
/// without a script answer with one deterministic sentence.
/// </summary>
public sealed class SimulatedProvider : IAsyncDisposable
{
    private static readonly Lazy<Socket> RefusingSocket = new(BindWithoutListening);

    private readonly ConcurrentDictionary<string, ModelScript> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _dimensions = new(StringComparer.Ordinal);
    private readonly ModelScript _anyModel = new("*");
    private readonly SimulatedBill _bill = new();
    private readonly List<SimulatedRequest> _requests = [];
    private readonly List<(int Number, TaskCompletionSource<SimulatedRequest> Arrived)> _awaited = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly IReadOnlyList<WireFormat> _formats;
    private readonly SimulatedProviderOptions _options;
    private readonly WebApplication _server;

    private SimulatedProvider(ProviderWire wire, SimulatedProviderOptions options)
    {
        Wire = wire;
        _formats = WireFormat.AllOf(wire);
        _options = options;

        // Empty: the settings, variables and logs of the program around it must not reach a simulated provider.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    /// <summary>The protocol spoken.</summary>
    public ProviderWire Wire { get; }

    /// <summary>The base address to give to a client of the protocol.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Every request received so far, in order of arrival: a snapshot.</summary>
    public IReadOnlyList<SimulatedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Starts a provider.</summary>
    /// <exception cref="IOException">The port asked for is taken.</exception>
    /// <exception cref="OptionsValidationException">A property of the options is not what it must be.</exception>
    public static async Task<SimulatedProvider> StartAsync(
        ProviderWire wire, SimulatedProviderOptions? options = null, CancellationToken cancellationToken = default)
    {
        var provider = new SimulatedProvider(wire, (options ?? new()).Validated());
        try
        {
            await provider._server.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await provider.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = provider._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        provider.Endpoint = new(new Uri(address), provider._formats[0].BasePath);
        return provider;
    }

    /// <summary>A base address at which every connection is refused, for as long as the process lives.</summary>
    public static Uri GetRefusedEndpoint(ProviderWire wire = ProviderWire.OpenAI) =>
        new($"http://127.0.0.1:{((IPEndPoint)RefusingSocket.Value.LocalEndPoint!).Port}{WireFormat.AllOf(wire)[0].BasePath}");

    /// <summary>The script of one model, by its name on the wire.</summary>
    public ModelScript On(string model) => _scripts.GetOrAdd(model, static name => new(name));

    /// <summary>The script of all models for which <see cref="On"/> has nothing left to say.</summary>
    public ModelScript OnAnyModel() => _anyModel;

    /// <summary>States the length of the vectors that a model gives where a request asks for none; 8 otherwise.</summary>
    public void SetDimensions(string model, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        _dimensions[model] = dimensions;
    }

    /// <summary>How many requests asked for a model.</summary>
    public int GetRequestCount(string model) => Requests.Count(request => request.Model == model);

    /// <summary>The request of a number, counted from 1 in the order of arrival: at once, or when it comes.</summary>
    public Task<SimulatedRequest> WaitForRequestAsync(int number, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        lock (_lock)
        {
            if (number <= _requests.Count)
            {
                return Task.FromResult(_requests[number - 1]);
            }

            var arrived = new TaskCompletionSource<SimulatedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((number, arrived));
            return arrived.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// What it has served so far as OpenAI's console exports usage: CSV with a row for each day (UTC, by the clock of its options), model
    /// and service tier. A reply whose connection broke after content is in it, as it is billed; a refusal is not.
    /// </summary>
    public string ExportUsage() => _bill.UsageCsv();

    /// <summary>The same as OpenAI's console exports costs: CSV with a row for each day, model and kind of token, amounts exact.</summary>
    /// <param name="prices">
    /// The rates of a model by its name on the wire, of which input, cached input and output count; null for one that is not charged for.
    /// </param>
    public string ExportCosts(Func<string, PriceSheet?> prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return _bill.CostCsv(prices);
    }

    /// <summary>Stops the server; replies that stall end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await ReceiveAsync(context).ConfigureAwait(false);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await AnswerAsync(context, request, gone.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && gone.IsCancellationRequested)
        {
            // A stopping server must not pass a cut reply off as a whole one.
            context.Abort();
        }
        finally
        {
            if (context.RequestAborted.IsCancellationRequested && !_stopping.IsCancellationRequested && !request.IsReset)
            {
                request.MarkAborted();
            }

            request.MarkEnded();
        }
    }

    private async Task AnswerAsync(HttpContext context, SimulatedRequest request, CancellationToken gone)
    {
        var asked = _formats.FirstOrDefault(format => request.Path.EndsWith(format.CompletionPath, StringComparison.Ordinal));
        var format = asked ?? _formats[0];
        if (request.Method != HttpMethods.Post || asked is null)
        {
            await RefuseAsync(context, request, format, new(
                404, $"Invalid URL ({request.Method} {request.Path})", "invalid_request_error"), gone).ConfigureAwait(false);
        }
        else if (_options.RequireApiKey && !request.HasCredential)
        {
            await RefuseAsync(
                context, request, format, format.ErrorFor(SimulatedFailure.InvalidApiKey, request.Model), gone).ConfigureAwait(false);
        }
        else if (request.Body.ValueKind != JsonValueKind.Object)
        {
            await RefuseAsync(
                context, request, format, format.ErrorFor(SimulatedFailure.InvalidRequest, request.Model), gone).ConfigureAwait(false);
        }
        else if (format.Refusal(request) is { } refusal)
        {
            await RefuseAsync(context, request, format, refusal, gone).ConfigureAwait(false);
        }
        else
        {
            var reply = _scripts.GetValueOrDefault(request.Model)?.Next(request) ?? _anyModel.Next(request)
                ?? SimulatedReply.FromText($"Simulated reply of {request.Model}.");
            request.IsReset = reply.Failure is SimulatedFailure.ConnectionReset or SimulatedFailure.StreamResetAfterContent;
            var exchange = new Exchange(
                request, reply, format, _dimensions.GetValueOrDefault(request.Model, SimulatedVectors.UsualDimensions));
            if (SimulatedBill.IsBilled(reply.Failure))
            {
                _bill.Add(_options.TimeProvider.GetUtcNow(), exchange.Model, exchange.ServiceTier, exchange.Usage);
            }

            await new ReplyDelivery(context, format, exchange, _options.TimeProvider, gone).RunAsync().ConfigureAwait(false);
        }
    }

    private static async Task RefuseAsync(
        HttpContext context, SimulatedRequest request, WireFormat format, WireError error, CancellationToken gone)
    {
        var requestId = format.RequestId(request.Number);
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers[format.RequestIdHeader] = requestId;
        await context.Response.WriteAsync(format.ErrorText(error, requestId, wait: null), gone).ConfigureAwait(false);
    }

    private async Task<SimulatedRequest> ReceiveAsync(HttpContext context)
    {
        var body = default(JsonElement);
        try
        {
            using var document = await JsonDocument.ParseAsync(
                context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            body = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Left undefined: what is not JSON is recorded as such and answered 400.
            body = default;
        }

        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        lock (_lock)
        {
            var request = new SimulatedRequest(
                _requests.Count + 1, context.Request.Method, context.Request.Path.Value ?? "", headers, body);
            _requests.Add(request);
            _awaited.FindAll(awaited => awaited.Number == request.Number).ForEach(awaited => awaited.Arrived.TrySetResult(request));
            return request;
        }
    }

    // A bound socket that does not listen keeps its port from others and refuses every connection.
    private static Socket BindWithoutListening()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    // The console's lifetime would take Ctrl+C away from the program that hosts this server.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
