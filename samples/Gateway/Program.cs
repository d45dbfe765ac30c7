using GatewaySample;
using RouteGen.Gateway;

var line = CommandLine.Parse(args);
if (line.Problem is { } problem)
{
    await Console.Error.WriteLineAsync($"{problem}\n\n{Usage.Text}");
    return 64;
}

if (line.Help)
{
    Console.WriteLine(Usage.Text);
    return 0;
}

if (line.Health)
{
    return await HealthProbe.AskAsync(line.Urls ?? ReachableUrl.FromEnvironment() ?? CommandLine.DefaultUrl);
}

if (line.Direct is { } route)
{
    var snippet = DirectSnippets.Write(GatewayRoutes.Definition.Routes.Single(r => r.Name == route), line.Language);
    Console.Write(snippet ?? "No target of this route can be asked without a gateway.\n");
    return snippet is null ? 1 : 0;
}

return await GatewayProgram.RunAsync(line);
