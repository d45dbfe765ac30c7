namespace RouteGen.Testing.Keys;

/// <summary>One thing that a store of keys has to keep.</summary>
internal sealed record KeyStoreCase(string Name, Func<KeyStoreBench, Task> Run);
