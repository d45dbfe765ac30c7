using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Budgets;

/// <summary>The tables of budgets. Times are UTC ticks (100 ns since the year 1); amounts are in the account's unit.</summary>
internal static class BudgetSchema
{
    /// <summary>Version 2: what a reservation commits when it expires, and to which bucket.</summary>
    /// <remarks>
    /// What an account has reserved is written as decimal text: soft caps let the sum of reservations pass 2⁶³, and what is given back has
    /// to come off it to the last unit. <c>ends</c> is when a bucket no longer counts.
    /// </remarks>
    public static SchemaPart Part { get; } = new(
        "budgets",
        """
        CREATE TABLE routegen_account (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          reserved TEXT NOT NULL);
        CREATE TABLE routegen_bucket (
          account INTEGER NOT NULL,
          bucket INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          ends INTEGER NOT NULL,
          PRIMARY KEY (account, bucket)) WITHOUT ROWID;
        CREATE INDEX routegen_bucket_ends ON routegen_bucket (ends);
        CREATE TABLE routegen_reservation (
          id TEXT PRIMARY KEY,
          due INTEGER NOT NULL,
          has_expired INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX routegen_reservation_due ON routegen_reservation (due);
        CREATE TABLE routegen_held (
          reservation TEXT NOT NULL,
          account INTEGER NOT NULL,
          amount INTEGER NOT NULL,
          PRIMARY KEY (reservation, account)) WITHOUT ROWID;
        """,
        """
        ALTER TABLE routegen_held ADD COLUMN estimate INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE routegen_held ADD COLUMN bucket INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE routegen_held ADD COLUMN ends INTEGER NOT NULL DEFAULT 0;
        """);
}
