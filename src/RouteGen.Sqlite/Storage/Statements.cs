namespace RouteGen.Sqlite.Storage;

/// <summary>Statements that end together.</summary>
internal sealed class Statements(params IReadOnlyList<Statement> statements) : IDisposable
{
    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }
    }
}
