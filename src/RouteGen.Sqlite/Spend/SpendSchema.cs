using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Spend;

/// <summary>The table of spend: a row for each line.</summary>
internal static class SpendSchema
{
    /// <summary>
    /// Version 2: since then the key of a call. Version 3: since then columns are written and read by name, so that later ones need no
    /// version of their own.
    /// </summary>
    /// <remarks>
    /// Times are UTC by ISO 8601 in a fixed width, so that they sort as text. Costs are exact decimals as text: SQLite has no type for
    /// them. <c>tags</c> is a JSON object. Enums stand by name.
    /// </remarks>
    public static SchemaPart Part { get; } = new(
        "spend",
        """
        CREATE TABLE routegen_spend (
          call TEXT NOT NULL,
          attempt INTEGER NOT NULL,
          started_at TEXT NOT NULL,
          table_name TEXT NOT NULL,
          route TEXT NOT NULL,
          outcome TEXT NOT NULL,
          user TEXT,
          agent TEXT,
          tenant TEXT,
          operation TEXT,
          tags TEXT,
          bucket TEXT NOT NULL,
          target TEXT,
          provider TEXT,
          model TEXT,
          fault TEXT NOT NULL,
          cost_usd TEXT,
          cost_source TEXT NOT NULL,
          input_tokens INTEGER,
          cached_input_tokens INTEGER,
          cache_write_tokens INTEGER,
          cache_write_1h_tokens INTEGER,
          audio_input_tokens INTEGER,
          image_input_tokens INTEGER,
          output_tokens INTEGER,
          reasoning_tokens INTEGER,
          audio_output_tokens INTEGER,
          image_output_tokens INTEGER,
          images INTEGER,
          web_searches INTEGER,
          requests INTEGER,
          estimated_input_tokens INTEGER,
          estimated_output_tokens INTEGER,
          estimated_requests INTEGER,
          PRIMARY KEY (call, attempt)) WITHOUT ROWID;
        CREATE INDEX routegen_spend_started_at ON routegen_spend (started_at);
        """,
        "ALTER TABLE routegen_spend ADD COLUMN key_id TEXT",
        "SELECT 3")
    {
        Columns = [.. LineRow.Later.Select(static column => (LineRow.Table, column, "TEXT"))],
    };
}
