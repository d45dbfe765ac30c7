namespace RouteGen.Testing.Ledgers;

/// <summary>One thing that a ledger has to keep.</summary>
internal sealed record LedgerCase(string Name, Func<LedgerBench, Task> Run);
