using GatewayDemo;

Console.WriteLine("RouteGen Gateway, the best three minutes: offline, over simulated providers, asked by the official SDKs.");
await using var gateway = await GatewayProcess.StartAsync();
var stage = new Stage();
var scenes = new Scenes(gateway, stage);
await scenes.AgentWhoseProviderDiesAsync();
await scenes.CutStreamAsync();
await scenes.TeamAtItsCapAsync();
await scenes.BillAsync();
Console.WriteLine(stage.Failures == 0 ? "\nAll was as told." : $"\n{stage.Failures} times it was not as told.");
return stage.Failures == 0 ? 0 : 1;
