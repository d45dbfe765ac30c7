using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Keys;

/// <summary>The tables of keys: a row for each, and one for each hash by which it is found. No secret is in them.</summary>
internal static class KeySchema
{
    /// <summary>Version 1.</summary>
    /// <remarks>
    /// Times are UTC by ISO 8601; <c>groups</c>, <c>routes</c> and <c>users</c> are JSON lists, <c>tags</c> a JSON object.
    /// </remarks>
    public static SchemaPart Part { get; } = new(
        "keys",
        """
        CREATE TABLE routegen_key (
          id TEXT PRIMARY KEY,
          hash BLOB NOT NULL,
          name TEXT,
          state TEXT NOT NULL,
          tenant TEXT,
          groups TEXT NOT NULL,
          routes TEXT,
          tags TEXT NOT NULL,
          may_name_users TEXT NOT NULL,
          users TEXT NOT NULL,
          requests_per_minute INTEGER,
          tokens_per_minute INTEGER,
          max_concurrency INTEGER,
          is_administrator INTEGER NOT NULL,
          expires_at TEXT,
          created_at TEXT,
          rotated_at TEXT,
          previous_hash BLOB,
          previous_hash_until TEXT,
          revision INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE routegen_key_hash (
          hash BLOB PRIMARY KEY,
          id TEXT NOT NULL) WITHOUT ROWID;
        """);
}
