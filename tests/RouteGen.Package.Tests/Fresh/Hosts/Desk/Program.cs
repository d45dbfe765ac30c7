using Desk;
using Microsoft.Extensions.DependencyInjection;

await using var services = new ServiceCollection().AddDeskRoutes().BuildServiceProvider();
var routes = services.GetRequiredService<DeskRoutes>();
var label = await routes.Quick.GetResponseAsync("a ticket");
var answer = await routes.Chat.GetResponseAsync("a ticket");
Console.WriteLine($"{label.Text} by {label.ServedBy}, {answer.Text} by {answer.ServedBy}");
