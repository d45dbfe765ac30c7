namespace RouteGen.Listening;

/// <summary>Values of tags as objects: small numbers are boxed once for all calls, others when they occur.</summary>
internal static class Boxed
{
    private const int Count = 256;
    public static readonly object True = true;

    private static readonly object[] Ints = Create(static i => i);
    private static readonly object[] Longs = Create(static i => (long)i);

    public static object From(int value) => (uint)value < Count ? Ints[value] : value;

    public static object From(long value) => (ulong)value < Count ? Longs[value] : value;

    private static object[] Create(Func<int, object> box)
    {
        var boxes = new object[Count];
        for (var i = 0; i < Count; i++)
        {
            boxes[i] = box(i);
        }

        return boxes;
    }
}
