using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RouteGen.Gateway.Tests.Keys;

/// <summary>A real server whose one endpoint says what the key of a request means.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KeyServer(WebApplication app, AllLines lines)
    {
        _app = app;
        Lines = lines;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public HttpClient Client { get; }

    /// <summary>All that was logged, of every category and level.</summary>
    public AllLines Lines { get; }

    public IServiceProvider Services => _app.Services;


    public static async Task<KeyServer> StartAsync(
        Dictionary<string, string?> settings,
        Action<IServiceCollection>? services = null,
        string environment = "Production",
        string url = "http://127.0.0.1:0",
        Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var lines = new AllLines();
        builder.Logging.ClearProviders().AddProvider(lines).SetMinimumLevel(LogLevel.Trace);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(static o =>
        {
            // So that a key of 1 MB reaches the scheme.
            o.Limits.MaxRequestBufferSize = 4_000_000;
            o.Limits.MaxRequestHeadersTotalSize = 3_000_000;
        });
        services?.Invoke(builder.Services);
        builder.Services.AddAuthentication().AddRouteGatewayKeys();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.Map("/v1/{**path}", static (HttpContext http) => Text(GatewayAccess.From(http)))
            .RequireAuthorization(RouteGatewayDefaults.CallerPolicy);
        app.MapGet("/admin", static () => "administrator").RequireAuthorization(RouteGatewayDefaults.AdminPolicy);
        app.MapHealthChecks("/health/ready");
        map?.Invoke(app);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new KeyServer(app, lines);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks with headers; status and body.</summary>
    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Reply)> AskAsync(
        string path = "/v1/models", HttpMethod? method = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var reply = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), reply);
    }

    public Task<(HttpStatusCode Status, string Body, HttpResponseMessage Reply)> AskWithAsync(string token, string path = "/v1/models") =>
        AskAsync(path, headers: ("Authorization", "Bearer " + token));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static string Text(GatewayAccess? access)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"key={access?.KeyId};tenant={access?.Tenant};user={access?.User};");
        text.Append(CultureInfo.InvariantCulture, $"groups={(access?.Groups is { } groups ? string.Join(',', groups) : "*")};");
        text.Append(CultureInfo.InvariantCulture, $"names={access?.MayNameUsers};admin={access?.IsAdministrator}");
        return text.ToString();
    }

    /// <summary>Keeps every line, with its exception.</summary>
    public sealed class AllLines : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Add($"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }

        private void Add(string line)
        {
            lock (_text)
            {
                _text.AppendLine(line);
            }
        }
    }
}
