using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

public static class DeskAppHost
{
    public static IResourceBuilder<ProjectResource> AddDesk(this IDistributedApplicationBuilder builder)
    {
        var key = builder.AddParameter("openai-key", secret: true);
        var address = builder.AddParameter("openai-address");
        var openai = builder.AddConnectionString("openai", ReferenceExpression.Create($"Endpoint={address};Key={key}"));

        var gateway = builder.AddProject("gateway", "../Gateway/Gateway.csproj").WithHttpEndpoint();
        var gatewayKey = builder.AddParameter("gateway-key", secret: true);

        return builder.AddProject("desk", "../Desk/Desk.csproj")
            .WithReference(openai)
            .WithReference(gateway)
            .WithEnvironment("ROUTEGEN_GATEWAY_KEY", gatewayKey);
    }
}
