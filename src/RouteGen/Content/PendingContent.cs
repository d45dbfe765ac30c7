using System.Globalization;
using System.Text.Json;

namespace RouteGen.Content;

/// <summary>A prompt or a reply on its way to the store: as it was said, until it is redacted in the background.</summary>
internal sealed class PendingContent(RouteRecord record, ContentKind kind, bool isRedacted, MemoryStream raw, bool isStream)
{
    private CapturedContent? _content;

    public RouteRecord Record => record;

    /// <summary>What it takes of memory.</summary>
    public long Bytes { get; } = raw.Capacity;

    /// <summary>What is to be stored; made once, and what was said is let go of.</summary>
    public CapturedContent Content(ContentRewriter redacted, ContentRewriter full, int maxBytes, Action<Exception> failed)
    {
        if (_content is { } made)
        {
            return made;
        }

        string json;
        try
        {
            var said = raw.GetBuffer().AsSpan(0, (int)raw.Length);
            var isEvents = isStream && said.TrimStart(" \r\n\t"u8) is not [(byte)'{', ..];
            json = (isRedacted ? redacted : full).Rewrite(isEvents ? StreamedText.Join(said) : said);
            json = json.Length <= maxBytes ? json : string.Create(
                CultureInfo.InvariantCulture, $$"""{"omitted":"too long","bytes":{{json.Length}}}""");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            json = """{"omitted":"not JSON"}""";
        }
        catch (Exception e)
        {
            // A redactor of the application's: what it did not redact is not kept.
            failed(e);
            json = """{"omitted":"redaction failed"}""";
        }

        raw = new MemoryStream();
        return _content = new CapturedContent
        {
            RecordId = record.Id,
            Kind = kind,
            StartedAt = record.StartedAt.ToUniversalTime(),
            Table = record.Table,
            Route = record.Route,
            Tenant = record.Caller.Tenant,
            User = record.Caller.User,
            IsRedacted = isRedacted,
            Json = json,
        };
    }
}
