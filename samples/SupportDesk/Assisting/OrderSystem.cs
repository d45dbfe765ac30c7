using System.ComponentModel;

namespace SupportDesk.Assisting;

/// <summary>What a model may ask of the order system. A real desk calls a service here.</summary>
internal sealed class OrderSystem
{
    private readonly OrderState[] _orders = [new("A-1001", "shipped", new DateOnly(2026, 11, 19)), new("A-1002", "packed", null)];

    [Description("Finds an order by its number: its state, and when it was shipped.")]
    public OrderState Find([Description("The order's number, for example A-1001.")] string number) =>
        _orders.FirstOrDefault(order => order.Number == number) ?? new OrderState(number, "unknown", null);
}

/// <summary>An order as the model sees it.</summary>
internal sealed record OrderState(string Number, string State, DateOnly? Shipped);
