using System.Runtime.CompilerServices;
using Xunit.v3;

namespace RouteGen.Package.Tests.Running;

/// <summary>A test that takes minutes: a step of <c>.ci/run</c>, and skipped where all tests are run at once.</summary>
public sealed class LongFactAttribute : FactAttribute, ITraitAttribute
{
    private const string Switch = "ROUTEGEN_LONG_TESTS";

    /// <summary>Marks the test with the trait <c>run=long</c>, by which it is chosen.</summary>
    public LongFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = $"It takes minutes. .ci/run runs it, and so does: {Switch}=1 dotnet test --project tests/RouteGen.Package.Tests " +
            $"--filter-trait run=long";
        SkipType = typeof(LongFactAttribute);
        SkipUnless = nameof(IsWanted);
    }

    /// <summary>Whether tests of this kind are to be run.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable(Switch) == "1";

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("run", "long")];
}
