using System.ComponentModel;
using Microsoft.SemanticKernel;

public sealed class OrderPlugin
{
    [KernelFunction, Description("Says where an order is.")]
    public string FindOrder([Description("The order's number.")] string order) => $"Order {order} left the warehouse on Monday.";
}
