using System.Threading.Channels;
using SupportDesk.Tickets;

namespace SupportDesk.Triage;

/// <summary>Tickets that wait for their label.</summary>
internal sealed class TriageQueue
{
    private readonly Channel<Ticket> _tickets = Channel.CreateBounded<Ticket>(1000);

    public ValueTask AddAsync(Ticket ticket, CancellationToken cancellationToken) => _tickets.Writer.WriteAsync(ticket, cancellationToken);

    public IAsyncEnumerable<Ticket> ReadAllAsync(CancellationToken cancellationToken) => _tickets.Reader.ReadAllAsync(cancellationToken);
}
