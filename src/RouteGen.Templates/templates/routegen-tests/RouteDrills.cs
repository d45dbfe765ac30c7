using App1Namespace;
#if (mstest)
using Microsoft.VisualStudio.TestTools.UnitTesting;
#endif
#if (nunit)
using NUnit.Framework;
#endif
using RouteGen.Testing;
#if (xunit)
using Xunit;
#endif
#if (mstest)

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
#endif

namespace Company.RouteTests1;

/// <summary>
/// Takes every provider path of the table, those that it will gain included: whoever comes before a target in its chain fails, and the
/// target has to serve. With a path that no test takes, the build reports RG3001.
/// </summary>
#if (tableIsNamespace)
[Drills<global::App1Namespace.App1Routes>]
#else
[Drills<App1Routes>]
#endif
#if (mstest)
[TestClass]
#endif
public sealed class RouteDrills
{
#if (tableIsNamespace)
    public static IEnumerable<object[]> Paths => RouteDrill.All<global::App1Namespace.App1Routes>();
#else
    public static IEnumerable<object[]> Paths => RouteDrill.All<App1Routes>();
#endif

#if (xunit)
    [Theory]
    [MemberData(nameof(Paths))]
#endif
#if (nunit)
    [TestCaseSource(nameof(Paths))]
#endif
#if (mstest)
    [TestMethod]
    [DynamicData(nameof(Paths))]
#endif
    public Task EveryPathServes(PathDrill path) => path.RunAsync();
}
