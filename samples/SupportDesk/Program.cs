using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen;
using SupportDesk;
using SupportDesk.Assisting;
using SupportDesk.Drafting;
using SupportDesk.Help;
using SupportDesk.Operations;
using SupportDesk.Tickets;
using SupportDesk.Triage;

var builder = WebApplication.CreateBuilder(args);

// Generated from routes.json: the routes as typed clients, checked at start against the keys in the configuration and the environment.
builder.Services.AddSupportRoutes();
builder.Services.AddHealthChecks().AddRouteTable<SupportRoutes>();

builder.Services.AddSingleton<TicketStore>();
builder.Services.AddSingleton<OrderSystem>();
builder.Services.AddSingleton<HelpIndex>();
builder.Services.AddSingleton<TriageQueue>();
builder.Services.AddHostedService<TriageJob>();
builder.Services.AddSingleton<Spending>();
builder.Services.AddSingleton<IRouteObserver>(services => services.GetRequiredService<Spending>());

// Who calls, for the records and the budget per user; and 402 or 503 where a budget or a chain has no room.
builder.Services.AddRouteCaller();
builder.Services.AddRouteProblems();

var app = builder.Build();
app.UseExceptionHandler();
app.UseRouteCaller(DeskUser.FromRequest);
app.MapTickets();
app.MapDrafting();
app.MapAssisting();
app.MapHelp();
app.MapOperations();

try
{
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    // Says which key is missing, under which names it is looked for, and which routes need it: no stack trace makes that clearer.
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
