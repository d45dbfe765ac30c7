using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Content;

/// <summary>The table of prompts and replies, and that of who read them.</summary>
internal static class ContentSchema
{
    /// <summary>Version 1.</summary>
    /// <remarks>Times are UTC by ISO 8601 in a fixed width, so that they sort as text; enums stand by name.</remarks>
    public static SchemaPart Part { get; } = new(
        "content",
        """
        CREATE TABLE routegen_content (
          record TEXT NOT NULL,
          kind TEXT NOT NULL,
          started_at TEXT NOT NULL,
          table_name TEXT NOT NULL,
          route TEXT NOT NULL,
          tenant TEXT,
          user TEXT,
          redacted INTEGER NOT NULL,
          json TEXT NOT NULL,
          PRIMARY KEY (record, kind));
        CREATE INDEX routegen_content_kind ON routegen_content (kind, started_at);
        CREATE INDEX routegen_content_user ON routegen_content (user) WHERE user IS NOT NULL;
        CREATE INDEX routegen_content_tenant ON routegen_content (tenant) WHERE tenant IS NOT NULL;
        CREATE TABLE routegen_content_read (
          id INTEGER PRIMARY KEY,
          record TEXT NOT NULL,
          reader TEXT NOT NULL,
          read_at TEXT NOT NULL);
        CREATE INDEX routegen_content_read_record ON routegen_content_read (record);
        """);
}
