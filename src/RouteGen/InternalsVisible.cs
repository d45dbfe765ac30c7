using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RouteGen.Tests")]
[assembly: InternalsVisibleTo("RouteGen.TestSupport")]
[assembly: InternalsVisibleTo("RouteGen.Testing")]
[assembly: InternalsVisibleTo("RouteGen.Gateway")]
[assembly: InternalsVisibleTo("RouteGen.AspNetCore")]
[assembly: InternalsVisibleTo("RouteGen.Gateway.Tests")]
[assembly: InternalsVisibleTo("RouteGen.Benchmarks")]
[assembly: InternalsVisibleTo("RouteGen.Providers.Tests")]
[assembly: InternalsVisibleTo("RouteGen.Tables")]
[assembly: InternalsVisibleTo("RouteGen.Tables.Tests")]
[assembly: InternalsVisibleTo("RouteGen.Tool")]
[assembly: InternalsVisibleTo("RouteGen.Tool.Tests")]
