using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>What a user's message holds: text mostly, else images, documents, audio and files.</summary>
internal sealed class MediaMaker(Chance chance)
{
    public AIContent Make() => chance.Number(0, 11) switch
    {
        0 or 1 => WithDetail(new DataContent(chance.Bytes(), chance.Pick("image/png", "image/jpeg", "image/webp", "image/gif"))),
        2 => WithDetail(new UriContent($"https://pictures.example/{chance.Name()}.png?w=1&h=2", chance.Pick("image/png", "image/jpeg"))),
        3 => new DataContent(chance.Bytes(), chance.Pick("audio/mpeg", "audio/wav", "audio/ogg")),
        4 => new DataContent(chance.Bytes(), "application/pdf") { Name = chance.Flip() ? "report 1.pdf" : null },
        5 => new HostedFileContent(chance.Id("file-")) { Name = chance.Flip() ? "notes.pdf" : null },
        6 when chance.Flip(0.3) => new UriContent("https://papers.example/a.pdf", "application/pdf"),
        6 when chance.Flip(0.3) => new DataContent("plain text"u8.ToArray(), "text/plain"),
        _ => new TextContent(chance.Text()),
    };

    private AIContent WithDetail(AIContent image)
    {
        if (chance.Flip(0.3))
        {
            (image.AdditionalProperties ??= [])["detail"] = chance.Pick("low", "high", "auto");
        }

        return image;
    }
}
