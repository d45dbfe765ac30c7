#nullable enable
using System.Globalization;
using System.Text;

namespace RouteGen.Costs;

/// <summary>The text of a record, in every culture alike.</summary>
/// <remarks>What the compiler writes for one formats numbers and dates as the thread's culture has them.</remarks>
internal static class InvariantText
{
    /// <summary>What the compiler would write, in every culture alike.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="print">Its members.</param>
    public static string Format(string name, Func<StringBuilder, bool> print)
    {
#pragma warning disable RS0030 // What the compiler writes asks the current culture: this is where it is set, and set back.
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var text = new StringBuilder(name).Append(" { ");
            return text.Append(print(text) ? " }" : "}").ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
#pragma warning restore RS0030
    }
}
