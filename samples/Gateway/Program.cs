using GatewaySample;

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

return await GatewayProgram.RunAsync(line);
