using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RouteGen.Tests")]
[assembly: InternalsVisibleTo("RouteGen.Testing")]
