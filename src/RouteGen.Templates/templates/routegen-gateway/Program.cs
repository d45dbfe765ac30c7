using Company.RouteGateway1;

// Clients of OpenAI and Anthropic change their base URL to this address, and ask for a route as their model:
//   curl http://127.0.0.1:5280/v1/chat/completions -H "Content-Type: application/json" \
//     -d '{"model":"chat","messages":[{"role":"user","content":"Hello"}]}'
// In Development, and as long as there is no key in the configuration, callers on this machine need none.
var builder = WebApplication.CreateBuilder(args);

builder.Services.AddRouteGen1Routes();      // the table: routes.json
builder.Services.AddRouteGateway();         // keys and options: section RouteGen:Gateway of appsettings.json

#if (simulation)
// In Development and without a provider's key, simulated providers answer.
await using var simulation = await Simulation.StartIfOfflineAsync(builder);

#endif
var app = builder.Build();
#if (tableIsNamespace)
app.MapRouteGateway<Company.RouteGateway1.RouteGen1Routes>();
#else
app.MapRouteGateway<RouteGen1Routes>();
#endif
app.Run();
