using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using RouteGen.Benchmarks.Building;
using RouteGen.Benchmarks.Calls;
using RouteGen.Benchmarks.Footprint;
using RouteGen.Benchmarks.Gateway;
using RouteGen.Benchmarks.Outage;
using RouteGen.Benchmarks.Reporting;
using RouteGen.Benchmarks.Wire;

// --dry runs everything once in this process: it shows in seconds that the benchmarks work, and measures nothing.
var isDry = args.Contains("--dry");
string[] rest = [.. args.Where(a => a != "--dry")];
if (rest is ["report"])
{
    TargetReport.Print(Path.Combine("BenchmarkDotNet.Artifacts", "results"), Console.Out);
    return 0;
}

if (isDry || rest is ["outage"])
{
    await OutageComparison.RunAsync(Path.Combine("BenchmarkDotNet.Artifacts", "outage"), isDry);
    if (!isDry)
    {
        return 0;
    }
}

switch (rest)
{
    case ["gateway-upstream"]:
        await EchoUpstream.RunAsync();
        return 0;
    case ["gateway-routegen", var upstream, var keyHash]:
        await GatewayServers.RunRouteGenAsync(upstream, keyHash);
        return 0;
    case ["gateway-yarp", var upstream]:
        await GatewayServers.RunYarpAsync(upstream);
        return 0;
    case ["gateway", ..]:
        await GatewayComparison.RunAsync(isDry, rest.Length > 1 ? rest[1] : null, Console.Out);
        return 0;
}

if (rest is ["wire-server"])
{
    await WireServer.RunAsync();
    return 0;
}

if (isDry || rest is ["wire"])
{
    await WireComparison.RunAsync(Path.Combine("BenchmarkDotNet.Artifacts", "wire"), isDry, Console.Out);
    if (!isDry)
    {
        return 0;
    }
}

if (isDry || rest is ["build"])
{
    await BuildComparison.RunAsync(Path.Combine("BenchmarkDotNet.Artifacts", "build"), isDry);
    if (!isDry)
    {
        return 0;
    }
}

if (isDry || rest is ["footprint"])
{
    await FootprintReport.PrintAsync(Path.Combine("BenchmarkDotNet.Artifacts", "native"), isDry, Console.Out);
    if (!isDry)
    {
        return 0;
    }
}

IConfig config = DefaultConfig.Instance.AddExporter(JsonExporter.Full);
if (isDry)
{
    // Nothing is measured, so that a build for debugging, which the tests have made already, will do.
    config = config.AddJob(Job.Dry.WithToolchain(InProcessNoEmitToolchain.Instance))
        .WithOptions(ConfigOptions.DisableOptimizationsValidator);
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(PerCall).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest, config).ToArray();
return summaries.Length > 0 && summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
