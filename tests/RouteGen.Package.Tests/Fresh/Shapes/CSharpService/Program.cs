using Microsoft.Extensions.DependencyInjection;
using Shared;

await using var services = new ServiceCollection().AddSupportRoutes().BuildServiceProvider();
var response = await services.GetRequiredService<SupportRoutes>().Summarize.GetResponseAsync("a ticket");
Console.WriteLine($"{response.Text} by {response.ServedBy}");
