using RouteGen;
using SupportDesk.Tickets;

namespace SupportDesk.Help;

/// <summary>
/// Finds help articles by meaning. The route's targets give vectors of one model and one length, or the table would not build, so that what
/// one provider indexed another can look for.
/// </summary>
internal sealed class HelpIndex(SupportRoutes routes)
{
    private (HelpArticle Article, ReadOnlyMemory<float> Vector)[]? _indexed;

    /// <summary>The articles nearest to a ticket first.</summary>
    /// <exception cref="RouteException">No target gave vectors.</exception>
    public async Task<FoundArticles> FindAsync(Ticket ticket, int count, CancellationToken cancellationToken)
    {
        // Two early readers may both index the articles; either result will do.
        var indexed = _indexed ??= await IndexAsync(cancellationToken);

        var asked = await routes.FindHelp
            .For(user: ticket.Customer, operationId: ticket.Id)
            .GenerateAsync([ticket.Text], cancellationToken: cancellationToken);
        var found = indexed.Select(
            entry => new FoundArticle(entry.Article.Title, Math.Round(Nearness(entry.Vector.Span, asked[0].Vector.Span), 3)));
        return new FoundArticles([.. found.OrderByDescending(article => article.Nearness).Take(count)], asked.Record.ServedBy!);
    }

    /// <summary>One request for all articles, in the desk's own name.</summary>
    private async Task<(HelpArticle, ReadOnlyMemory<float>)[]> IndexAsync(CancellationToken cancellationToken)
    {
        var vectors = await routes.FindHelp
            .For(agent: "help-index")
            .GenerateAsync(HelpArticle.All.Select(article => article.Text), cancellationToken: cancellationToken);
        return [.. HelpArticle.All.Zip(vectors, (article, vector) => (article, vector.Vector))];
    }

    /// <summary>The cosine of the angle between two vectors: 1 where they point the same way.</summary>
    private static double Nearness(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, lengthOfA = 0, lengthOfB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += a[i] * b[i];
            lengthOfA += a[i] * a[i];
            lengthOfB += b[i] * b[i];
        }

        return dot / Math.Sqrt(lengthOfA * lengthOfB);
    }
}

/// <summary>Articles, and the target that gave the ticket's vector.</summary>
internal sealed record FoundArticles(IReadOnlyList<FoundArticle> Articles, string ServedBy);

/// <summary>An article, and how near it is to what was asked: at most 1.</summary>
internal sealed record FoundArticle(string Title, double Nearness);
