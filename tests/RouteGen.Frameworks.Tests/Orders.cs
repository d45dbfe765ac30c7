using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace SupportApp;

/// <summary>What the tools of agents and plugins look into, and how often they did.</summary>
public sealed class OrderSystem
{
    private int _lookups;

    public int Lookups => _lookups;

    [KernelFunction]
    [Description("Says where an order is.")]
    public string FindOrder([Description("The order's number.")] string order)
    {
        Interlocked.Increment(ref _lookups);
        return $"Order {order} left the warehouse on Monday.";
    }
}
