namespace RouteGen.Testing;

/// <summary>What a simulated provider answers for one model: replies in order, then one for ever. Thread-safe.</summary>
public sealed class ModelScript
{
    private readonly Lock _lock = new();
    private readonly Queue<Func<SimulatedRequest, SimulatedReply>> _next = new();
    private Func<SimulatedRequest, SimulatedReply>? _always;

    internal ModelScript(string model) => Model = model;

    /// <summary>The model's name on the wire.</summary>
    public string Model { get; }

    /// <summary>Answers one request with <paramref name="reply"/>, after those scripted before.</summary>
    public ModelScript Reply(SimulatedReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Reply(_ => reply);
    }

    /// <summary>Answers one request with what <paramref name="reply"/> makes of it.</summary>
    public ModelScript Reply(Func<SimulatedRequest, SimulatedReply> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        lock (_lock)
        {
            _next.Enqueue(reply);
        }

        return this;
    }

    /// <summary>The same as <see cref="Reply(SimulatedReply)"/>; it reads better after one.</summary>
    public ModelScript Then(SimulatedReply reply) => Reply(reply);

    /// <summary>The same as <see cref="Reply(Func{SimulatedRequest, SimulatedReply})"/>; it reads better after one.</summary>
    public ModelScript Then(Func<SimulatedRequest, SimulatedReply> reply) => Reply(reply);

    /// <summary>
    /// Answers every request for which no reply is left with <paramref name="reply"/>. Without it those get what is
    /// scripted for any model, else a default success.
    /// </summary>
    public ModelScript Always(SimulatedReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Always(_ => reply);
    }

    /// <summary>Answers every request for which no reply is left with what <paramref name="reply"/> makes of it.</summary>
    public ModelScript Always(Func<SimulatedRequest, SimulatedReply> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        lock (_lock)
        {
            _always = reply;
        }

        return this;
    }

    /// <summary>Forgets all replies.</summary>
    public ModelScript Clear()
    {
        lock (_lock)
        {
            _next.Clear();
            _always = null;
        }

        return this;
    }

    internal SimulatedReply? Next(SimulatedRequest request)
    {
        Func<SimulatedRequest, SimulatedReply>? reply;
        lock (_lock)
        {
            if (!_next.TryDequeue(out reply))
            {
                reply = _always;
            }
        }

        return reply?.Invoke(request);
    }
}
