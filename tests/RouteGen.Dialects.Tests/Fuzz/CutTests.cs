namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>Every reply of the corpus, cut at every byte and split at every byte.</summary>
public sealed class CutTests
{
    public static TheoryData<string> Names => CorpusReply.Names;

    /// <summary>
    /// A server that goes away closes its connection in good order as often as not, so that the end of the bytes says nothing: whole is
    /// what says so itself.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_reply_that_is_cut_is_never_called_whole(string name)
    {
        var reply = CorpusReply.Get(name);
        var whole = FuzzReading.Read(reply, new FuzzWire(reply.Body));
        for (var cut = 0; cut < reply.Body.Length; cut++)
        {
            var reading = FuzzReading.Read(reply, new FuzzWire(reply.Body[..cut]));

            Assert.True(reading.HasDocumentedError, $"{name} cut at {cut}: {reading.Error}");
            if (cut < reply.WholeAt)
            {
                Assert.True(reading.Finish is null, $"{name} cut at {cut} of {reply.WholeAt} has the finish {reading.Finish}");
                Assert.True(
                    reply.IsStreamed || reading.Error is not null, $"{name} cut at {cut} of {reply.WholeAt} is read as if it were whole");
            }

            Assert.True(
                whole.Text.StartsWith(reading.Text, StringComparison.Ordinal),
                $"{name} cut at {cut} says what it does not say: {reading.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_connection_that_breaks_is_told_unless_the_reply_was_over(string name)
    {
        var reply = CorpusReply.Get(name);
        for (var cut = 0; cut < reply.Body.Length; cut += 7)
        {
            var reading = FuzzReading.Read(reply, new FuzzWire(reply.Body[..cut], breaks: true));

            Assert.True(reading.HasDocumentedError, $"{name} broken at {cut}: {reading.Error}");
            Assert.True(
                reading.Error is IOException or HttpRequestException || (reply.IsStreamed && cut >= reply.WholeAt),
                $"{name} broken at {cut} of {reply.WholeAt} does not tell: {reading.Error}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void How_a_reply_arrives_changes_nothing(string name)
    {
        var reply = CorpusReply.Get(name);
        var told = FuzzReading.Read(reply, new FuzzWire(reply.Body)).Tell();
        for (var split = 1; split < reply.Body.Length; split++)
        {
            var reading = FuzzReading.Read(reply, new FuzzWire(reply.Body, at => at < split ? split - at : int.MaxValue));
            Assert.True(told == reading.Tell(), $"{name} split at {split} says\n{reading.Tell()}\nand not\n{told}");
        }

        foreach (var length in new[] { 1, 2, 3, 5, 64 })
        {
            var reading = FuzzReading.Read(reply, new FuzzWire(reply.Body, _ => length));
            Assert.True(told == reading.Tell(), $"{name} in pieces of {length} says\n{reading.Tell()}\nand not\n{told}");
        }
    }
}
