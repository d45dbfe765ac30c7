using System.Collections.Concurrent;
using System.ComponentModel;

public sealed class OrderSystem
{
    private readonly ConcurrentQueue<string> _lookups = new();

    public IReadOnlyCollection<string> Lookups => _lookups;

    [Description("Says where an order is.")]
    public string FindOrder([Description("The order's number.")] string order)
    {
        _lookups.Enqueue(order);
        return $"Order {order} left the warehouse on Monday.";
    }
}
