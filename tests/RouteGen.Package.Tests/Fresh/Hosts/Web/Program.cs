using Microsoft.AspNetCore.Mvc;
using RouteGen;
using Web;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWebRoutes();
builder.Services.AddRouteProblems();
builder.Services.AddHealthChecks().AddRouteTable<WebRoutes>();
builder.Services.AddControllers();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.UseExceptionHandler();
app.UseAntiforgery();
app.MapPost("/summaries", async (Ticket ticket, WebRoutes routes, CancellationToken cancellation) =>
{
    var response = await routes.Summarize.GetResponseAsync(ticket.Text, cancellationToken: cancellation);
    return new Summary(response.Text, response.ServedBy.ToString());
});
app.MapHealthChecks("/health");
app.MapControllers();
app.MapRazorComponents<Page>().AddInteractiveServerRenderMode();
app.Run();

internal sealed record Ticket(string Text);

internal sealed record Summary(string Text, string By);

/// <summary>A controller that has the table by its constructor.</summary>
[ApiController]
[Route("mvc")]
public sealed class SummaryController(WebRoutes routes) : ControllerBase
{
    /// <summary>The summary of a ticket.</summary>
    [HttpGet("{ticket}")]
    public async Task<string> GetAsync(string ticket, CancellationToken cancellation)
    {
        var response = await routes.Summarize.GetResponseAsync(ticket, cancellationToken: cancellation);
        return $"{response.Text} by {response.ServedBy}";
    }
}
