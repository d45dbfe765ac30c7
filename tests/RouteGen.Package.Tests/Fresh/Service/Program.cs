using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Service;

if (args is [var question])
{
    await using var container = new ServiceCollection().AddServiceRoutes().AddCatalogRoutes().BuildServiceProvider();
    var label = await container.GetRequiredService<CatalogRoutes>().Label.GetResponseAsync(question);
    var answer = await container.GetRequiredService<ServiceRoutes>().Answer.GetResponseAsync(question);
    Console.WriteLine($"{label.Text}: {answer.Text}");
    return;
}

foreach (var table in new[] { ServiceRoutes.Definition, CatalogRoutes.Definition })
{
    var first = table.Routes[0].Chain[0].Target.Model;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{table.Routes[0].Name}: {first.Name} {first.Price?.Sheet.Input} / {first.Price?.Sheet.Output} as " +
            $"{first.Price?.Id}, at worst {table.Routes[0].WorstCase.CostUsd}"));
}
