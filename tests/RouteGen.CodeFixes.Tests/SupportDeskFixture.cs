namespace RouteGen.CodeFixes.Tests;

/// <summary>One copy of the sample for the tests of a class, restored once.</summary>
public sealed class SupportDeskFixture : IAsyncLifetime
{
    internal SupportDeskCopy Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Desk = await SupportDeskCopy.MakeAsync();

    public ValueTask DisposeAsync()
    {
        Desk.Dispose();
        return default;
    }
}
