using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace RouteGen.TestSupport.Doubles;

/// <summary>What RouteGen counts and logs, wherever it is declared.</summary>
internal static class OwnTelemetry
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static Type[] Types => typeof(RouteRecord).Assembly.GetTypes();

    /// <summary>The methods that log.</summary>
    public static IEnumerable<MethodInfo> Events =>
        Types.SelectMany(t => t.GetMethods(Statics)).Where(m => m.GetCustomAttribute<LoggerMessageAttribute>() is not null);

    /// <summary>Publishes every instrument, as their use would.</summary>
    public static void Publish()
    {
        foreach (var type in Types.Where(t => t.GetFields(Statics).Any(f => typeof(Instrument).IsAssignableFrom(f.FieldType))))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }
}
