using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Records;

/// <summary>The table of records: a row for each call.</summary>
internal static class RecordSchema
{
    /// <summary>Version 1.</summary>
    /// <remarks>
    /// Times are UTC by ISO 8601 in a fixed width, so that they sort as text. Costs are exact decimals as text: SQLite has no type for
    /// them. <c>json</c> is the whole record; enums stand by name.
    /// </remarks>
    public static SchemaPart Part { get; } = new(
        "records",
        """
        CREATE TABLE routegen_record (
          id TEXT NOT NULL PRIMARY KEY,
          started_at TEXT NOT NULL,
          table_name TEXT NOT NULL,
          route TEXT NOT NULL,
          outcome TEXT NOT NULL,
          tenant TEXT,
          key_id TEXT,
          user TEXT,
          agent TEXT,
          operation TEXT,
          target TEXT,
          model TEXT,
          latency_ms REAL NOT NULL,
          input_tokens INTEGER,
          cached_input_tokens INTEGER,
          output_tokens INTEGER,
          cost_usd TEXT,
          json TEXT NOT NULL);
        CREATE INDEX routegen_record_started_at ON routegen_record (started_at);
        CREATE INDEX routegen_record_tenant ON routegen_record (tenant, started_at) WHERE tenant IS NOT NULL;
        CREATE INDEX routegen_record_key ON routegen_record (key_id, started_at) WHERE key_id IS NOT NULL;
        """);
}
