using System.Net;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>The dialects, each with a client.</summary>
public enum FuzzedDialect
{
    ChatCompletions,
    Responses,
    Messages,
    Ollama,
}

/// <summary>A reply of the corpus of bills (tests/RouteGen.Providers.Tests/Bills/Corpus), for a dialect's client to read.</summary>
internal sealed class CorpusReply
{
    private readonly KeyValuePair<string, string>[] _headers;

    private CorpusReply(BillFile file)
    {
        Name = file.Name;
        IsStreamed = file.Streamed;
        Dialect = (file.Kind, file.Api) switch
        {
            ("anthropic", _) => FuzzedDialect.Messages,
            ("ollama", _) => FuzzedDialect.Ollama,
            (_, "responses") => FuzzedDialect.Responses,
            _ => FuzzedDialect.ChatCompletions,
        };
        Kind = file.Kind;
        Body = file.Body;
        _headers =
        [
            .. file.Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(": ", 2))
                .Where(pair => pair[0] != "Connection").Select(pair => new KeyValuePair<string, string>(pair[0], pair[1])),
        ];
    }

    private CorpusReply(CorpusReply other, KeyValuePair<string, string> header)
    {
        (Name, IsStreamed, Dialect, Kind, Body) = (other.Name, other.IsStreamed, other.Dialect, other.Kind, other.Body);
        _headers = [.. other._headers, header];
    }

    /// <summary>All replies of the corpus.</summary>
    public static IReadOnlyList<CorpusReply> All { get; } = [.. BillFile.Names.Select(name => new CorpusReply(BillFile.Read(name)))];

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. All.Select(reply => reply.Name)];

    public string Name { get; }

    public bool IsStreamed { get; }

    public FuzzedDialect Dialect { get; }

    /// <summary>The kind of its provider.</summary>
    public string Kind { get; }

    public byte[] Body { get; }

    public static CorpusReply Get(string name) => All.Single(reply => reply.Name == name);

    /// <summary>
    /// Up to where the body has to come before it can be called whole: past the last byte of a whole reply's JSON, or of the first event
    /// that says why the model stopped; past the end where none says so.
    /// </summary>
    public int WholeAt => IsStreamed ? StreamEnds.FirstEnd(Dialect, Body) : Body.AsSpan().TrimEnd("\r\n\t "u8).Length;

    /// <summary>The reply with one header more.</summary>
    public CorpusReply WithHeader(string name, string value) => new(this, new(name, value));

    /// <summary>The reply with another body, as it arrives by <paramref name="wire"/>.</summary>
    public HttpResponseMessage By(Stream wire)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(wire) };
        foreach (var (name, value) in _headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }
}
