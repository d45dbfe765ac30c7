namespace RouteGen.Listening;

/// <summary>Items that many threads put in and one takes out, in the order of their arrival. Nobody waits for a lock.</summary>
/// <typeparam name="T">What is put in.</typeparam>
internal sealed class Inbox<T>
{
    private Letter? _newest;

    public bool IsEmpty => Volatile.Read(ref _newest) is null;

    /// <summary>Puts one in. Once it is there its letter is the taker's, who links it anew: it is not looked at after that.</summary>
    public void Add(T item)
    {
        var letter = new Letter(item);
        Letter? before;
        do
        {
            letter.Next = before = Volatile.Read(ref _newest);
        }
        while (Interlocked.CompareExchange(ref _newest, letter, before) != before);
    }

    /// <summary>Takes all that has arrived, the oldest first; null where nothing has.</summary>
    public Letter? TakeAll()
    {
        Letter? oldest = null;
        for (var letter = Interlocked.Exchange(ref _newest, null); letter is not null;)
        {
            (letter.Next, oldest, letter) = (oldest, letter, letter.Next);
        }

        return oldest;
    }

    /// <summary>An item and what arrived after it.</summary>
    internal sealed class Letter(T item)
    {
        public T Item => item;

        public Letter? Next { get; set; }
    }
}
