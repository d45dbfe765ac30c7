using System.Runtime.CompilerServices;

namespace RouteGen.Listening;

/// <summary>The names of an enum's members, looked up once: <c>ToString()</c> boxes and searches at every call.</summary>
/// <typeparam name="T">An enum whose numbers are small and not negative.</typeparam>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly string?[] Names = Create();

    public static string NameOf(T value) =>
        (uint)NumberOf(value) < (uint)Names.Length && Names[NumberOf(value)] is { } name ? name : value.ToString();

    private static string?[] Create()
    {
        var values = Enum.GetValues<T>();
        var names = new string?[values.Max(NumberOf) + 1];
        foreach (var value in values)
        {
            names[NumberOf(value)] = value.ToString();
        }

        return names;
    }

    private static int NumberOf(T value) => Unsafe.BitCast<T, int>(value);
}
