using SupportDesk.Triage;

namespace SupportDesk.Tickets;

/// <summary>What a customer wrote.</summary>
internal sealed class Ticket(string id, string customer, string subject, string body)
{
    private readonly TaskCompletionSource<TicketLabel?> _triage = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    /// <summary>The customer's number, which may appear in logs.</summary>
    public string Customer { get; } = customer;

    public string Subject { get; } = subject;

    public string Body { get; } = body;

    public string Text => $"{Subject}\n\n{Body}";

    /// <summary>Completes when the triage job has been at it: null when no model could label the ticket and a person has to.</summary>
    public Task<TicketLabel?> Triage => _triage.Task;

    public void Label(TicketLabel? label) => _triage.TrySetResult(label);
}
