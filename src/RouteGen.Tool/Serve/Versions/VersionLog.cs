using Microsoft.Extensions.Logging;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>What is told of versions.</summary>
internal static partial class VersionLog
{
    [LoggerMessage(200, LogLevel.Information, "Version {Version} of {Table} is in force: {Changes}")]
    public static partial void InForce(this ILogger log, int version, string table, string changes);

    [LoggerMessage(201, LogLevel.Error, "Refused; version {Version} of {Table} stays in force: {Message}")]
    public static partial void Refused(this ILogger log, int version, string table, string message);

    [LoggerMessage(202, LogLevel.Warning, "Version {Version} of {Table} is in force again, by {Key}, until the file changes: {Changes}")]
    public static partial void RolledBack(this ILogger log, int version, string table, string key, string changes);

    [LoggerMessage(203, LogLevel.Information, "{Path} has changed, and says the same")]
    public static partial void SameTable(this ILogger log, string path);

    [LoggerMessage(204, LogLevel.Warning, "Version {Version} could not be kept on the disk: {Message}")]
    public static partial void NotKept(this ILogger log, int version, string message);

    [LoggerMessage(205, LogLevel.Warning, "No target of the route {Route} can be asked")]
    public static partial void RouteWithoutTarget(this ILogger log, string route);

    [LoggerMessage(207, LogLevel.Information, "  {Change}")]
    public static partial void Changed(this ILogger log, string change);

    [LoggerMessage(208, LogLevel.Warning, "{Problem}")]
    public static partial void Warns(this ILogger log, string problem);

    [LoggerMessage(209, LogLevel.Error, "The files of the table could not be looked at ({Error}); it will be retried")]
    public static partial void NotLookedAt(this ILogger log, string error);

    [LoggerMessage(206, LogLevel.Warning, "What an earlier version ran on did not end well ({Error})")]
    public static partial void NotEnded(this ILogger log, string error);
}
