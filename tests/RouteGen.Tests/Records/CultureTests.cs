using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Records;

/// <summary>What people and programs read of a call is the same whatever the culture of the thread.</summary>
public sealed class CultureTests
{
    /// <summary>
    /// The signs of de-DE, fa-IR, ar-SA and sv-SE, set by hand because a machine without ICU knows none of these cultures.
    /// </summary>
    public static TheoryData<string, string, string> Cultures => new()
    {
        { ",", "-", "dd.MM.yyyy" },
        { "\u066B", "\u200E\u2212", "yyyy\u200F/MM\u200F/dd" },
        { "\u066B", "\u061C-", "dd\u200F/MM\u200F/yyyy" },
        { ",", "\u2212", "yyyy-MM-dd" },
    };

    public static TheoryData<Type> Printed => [.. typeof(RouteRecord).Assembly.ExportedTypes
        .Where(t => !t.IsGenericTypeDefinition
            && t.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) is not null)];

    [Theory]
    [MemberData(nameof(Printed))]
    public void Every_public_record_prints_its_members_alike(Type type)
    {
        var record = Filled(type);
        var expected = In(CultureInfo.InvariantCulture, record.ToString)!;

        Assert.NotEmpty(expected);
        foreach (ITheoryDataRow culture in Cultures)
        {
            Assert.Equal(expected, In(Culture(culture.GetData()), record.ToString));
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_line_of_the_log_reads_alike(string separator, string minus, string date)
    {
        MethodInfo[] lines = [.. OwnTelemetry.Events];
        var expected = In(CultureInfo.InvariantCulture, () => Lines(lines));

        Assert.Contains(expected, l => l.Contains("-1.5", StringComparison.Ordinal));
        Assert.Equal(expected, In(Culture([separator, minus, date]), () => Lines(lines)));
    }

    private static List<string> Lines(MethodInfo[] lines)
    {
        var log = new LogLines();
        foreach (var line in lines)
        {
            line.Invoke(null, [log, .. line.GetParameters().Skip(1).Select(p => Value(p.ParameterType, 0))]);
        }

        return [.. log.All.Select(l => l.Text)];
    }

    private static object Filled(Type type, int depth = 0)
    {
        PropertyInfo[] settable = [.. type.GetProperties().Where(static p => p.CanWrite)];
        if (settable.Length > 0 && (type.IsValueType || type.GetConstructor(Type.EmptyTypes) is not null))
        {
            var made = Activator.CreateInstance(type)!;
            foreach (var property in settable)
            {
                property.SetValue(made, property.Name == "Id" ? new string('0', 32) : Value(property.PropertyType, depth + 1));
            }

            return made;
        }

        // What can only be constructed.
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            if (Value(field.FieldType, depth + 1) is { } value)
            {
                field.SetValue(record, value);
            }
        }

        return record;
    }

    private static object? Value(Type type, int depth) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } t => Enum.GetValues(t).GetValue(0),
        var t when t == typeof(string) => "text",
        var t when t == typeof(int) => -1,
        var t when t == typeof(long) => -1L,
        var t when t == typeof(double) => -1.5,
        var t when t == typeof(decimal) => -1.5m,
        var t when t == typeof(bool) => true,
        var t when t == typeof(TimeSpan) => TimeSpan.FromSeconds(-1.5),
        var t when t == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.FromHours(-3)),
        var t when t == typeof(DateOnly) => new DateOnly(2026, 11, 20),
        var t when t == typeof(Exception) => new IOException("io"),
        { IsGenericType: true } t when t.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
            Array.CreateInstance(t.GetGenericArguments()[0], 0),
        var t when depth < 4 && t.Assembly == typeof(RouteRecord).Assembly
            && !t.IsAbstract && (t.IsValueType || t.GetMethod("<Clone>$") is not null) => Filled(t, depth),
        _ => null,
    };

    private static CultureInfo Culture(object?[] signs)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = (string)signs[0]!;
        culture.NumberFormat.NegativeSign = (string)signs[1]!;
        culture.DateTimeFormat.ShortDatePattern = (string)signs[2]!;
        culture.DateTimeFormat.LongTimePattern = "HH.mm.ss";
        return culture;
    }

    private static T In<T>(CultureInfo culture, Func<T> read)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
