using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Docs.Tests.Compiling;

namespace RouteGen.Docs.Tests.Recipes;

public sealed class ProviderOffTests
{
    private static readonly Recipe Page = Recipe.Read("A provider off at 3 am");

    [Fact]
    public async Task An_edited_file_takes_the_provider_out_and_health_and_log_say_so()
    {
        using var folder = new ToolFolder();
        folder.Write("appsettings.json", "{}");
        var events = new EventLog();
        await using var app = await HostedProgram.StartAsync(
            PageCompilation.Load(Page.Table, Page.Code),
            services => services.AddLogging(log => log.ClearProviders().AddProvider(events).AddFilter<EventLog>(null, LogLevel.Trace)),
            "--contentRoot", folder.Folder, "--RouteGen:SupportRoutes:Targets:local:Enabled=false",
            "--RouteGen:SupportRoutes:Providers:openai:ApiKey=k", "--RouteGen:SupportRoutes:Providers:anthropic:ApiKey=k");
        await BecomesAsync(app, HttpStatusCode.OK, "Degraded", "Healthy");

        var settings = Assert.Single(Page.Excerpts("appsettings.json"));
        folder.Write("appsettings.json", settings);
        await UntilAsync(() => events.Ids.Contains(21));
        await BecomesAsync(app, HttpStatusCode.OK, "Degraded");

        folder.Write("appsettings.json", settings.Replace("openai", "opnai", StringComparison.Ordinal));
        await UntilAsync(() => events.Ids.Contains(22));
        await BecomesAsync(app, HttpStatusCode.OK, "Degraded");

        folder.Write("appsettings.json", settings.Replace(
            "{ \"openai\"", "{ \"anthropic\": { \"Enabled\": false }, \"openai\"", StringComparison.Ordinal));
        await UntilAsync(() => events.Ids.Count(id => id == 21) > 1);
        await BecomesAsync(app, HttpStatusCode.ServiceUnavailable, "Unhealthy");
    }

    private static async Task BecomesAsync(HostedProgram app, HttpStatusCode status, params string[] words)
    {
        using var reply = await app.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(status, reply.StatusCode);
        Assert.Contains(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), words);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 30_000, "The file's change was not heard of.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private sealed class EventLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<int> _ids = [];

        public IReadOnlyCollection<int> Ids => _ids;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _ids.Enqueue(eventId.Name is "SettingsReloaded" or "SettingsRefused" ? eventId.Id : 0);

        public void Dispose()
        {
        }
    }
}
