using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SupportApp;

public static class Desk
{
    public static IHostApplicationBuilder AddDesk(this IHostApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        builder.Services.AddDeskRoutes();
        builder.Services.AddHealthChecks().AddRouteTable<DeskRoutes>();
        return builder;
    }
}
