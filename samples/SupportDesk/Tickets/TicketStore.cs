using System.Collections.Concurrent;
using System.Globalization;

namespace SupportDesk.Tickets;

/// <summary>The open tickets. A real desk has a database here.</summary>
internal sealed class TicketStore
{
    private readonly ConcurrentDictionary<string, Ticket> _tickets = new(StringComparer.Ordinal);
    private int _last;

    public IReadOnlyList<Ticket> Open => [.. _tickets.Values.OrderBy(ticket => ticket.Id, StringComparer.Ordinal)];

    public Ticket Add(string customer, string subject, string body)
    {
        var ticket = new Ticket(Interlocked.Increment(ref _last).ToString("D4", CultureInfo.InvariantCulture), customer, subject, body);
        _tickets[ticket.Id] = ticket;
        return ticket;
    }

    public Ticket? Find(string id) => _tickets.GetValueOrDefault(id);
}
