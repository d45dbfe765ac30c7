using Work;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.Services.AddWorkRoutes();
builder.Services.AddHostedService<Summarizer>();
builder.Build().Run();

/// <summary>Takes one ticket, says what came of it, and ends.</summary>
internal sealed class Summarizer(WorkRoutes routes, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var response = await routes.Summarize.GetResponseAsync("a ticket", cancellationToken: stoppingToken);
        Console.WriteLine($"{response.Text} by {response.ServedBy} after {response.Record.Attempts.Count} attempts");
        lifetime.StopApplication();
    }
}
