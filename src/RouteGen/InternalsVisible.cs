using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("RouteGen.Tests")]
