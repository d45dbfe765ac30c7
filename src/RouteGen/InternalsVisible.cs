using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RouteGen.Tests")]
[assembly: InternalsVisibleTo("RouteGen.TestSupport")]
[assembly: InternalsVisibleTo("RouteGen.Testing")]
[assembly: InternalsVisibleTo("RouteGen.Gateway")]
[assembly: InternalsVisibleTo("RouteGen.Gateway.Tests")]
[assembly: InternalsVisibleTo("RouteGen.Benchmarks")]
[assembly: InternalsVisibleTo("RouteGen.Providers.Tests")]
