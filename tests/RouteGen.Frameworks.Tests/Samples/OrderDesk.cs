using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen;

public sealed class OrderDesk([FromKeyedServices("orders")] AIAgent agent)
{
    public async Task<string> AskAsync(string question)
    {
        try
        {
            var response = await agent.RunAsync(question);
            var record = response.AsChatResponse().GetRouteRecord();
            return $"{response.Text} ({record?.ServedBy})";
        }
        catch (RouteException e)
        {
            return $"Nobody could answer: {e.Record.Fault}.";
        }
    }
}
