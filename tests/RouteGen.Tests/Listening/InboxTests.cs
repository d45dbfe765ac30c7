using RouteGen.Listening;

namespace RouteGen.Tests.Listening;

/// <summary>What many threads put in comes out once, in the order of each, while it is taken all the time.</summary>
public sealed class InboxTests
{
    private const int Threads = 3, Items = 300_000;

    /// <summary>In a round in five at least something was lost or came twice where a letter was read again after it was put in.</summary>
    [Fact]
    public void What_is_put_in_while_all_is_taken_comes_out_once_and_in_order()
    {
        for (var round = 0; round < 5; round++)
        {
            var inbox = new Inbox<(int Thread, int Number)>();
            var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
            {
                for (var i = 0; i < Items; i++)
                {
                    inbox.Add((thread, i));
                }
            })).ToArray();
            Array.ForEach(threads, static t => t.Start());

            var next = new int[Threads];
            for (var isOver = false; !isOver || !inbox.IsEmpty;)
            {
                isOver = !Array.Exists(threads, static t => t.IsAlive);
                for (var letter = inbox.TakeAll(); letter is not null; letter = letter.Next)
                {
                    Assert.Equal(next[letter.Item.Thread]++, letter.Item.Number);
                }
            }

            Assert.All(next, static n => Assert.Equal(Items, n));
        }
    }
}
