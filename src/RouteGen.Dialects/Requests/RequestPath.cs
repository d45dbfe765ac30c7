using System.Globalization;
using System.Text;

namespace RouteGen.Dialects.Requests;

/// <summary>Where in a request its reader is; made into words only where something is wrong.</summary>
internal sealed class RequestPath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    public void Enter(string name) => _steps.Add((name, 0));

    public void Enter(int index) => _steps.Add((null, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>The path of a member here, or of this place itself.</summary>
    public string To(string? name = null)
    {
        var path = new StringBuilder();
        foreach (var (step, index) in _steps)
        {
            if (step is null)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else
            {
                path.Append(path.Length > 0 ? "." : "").Append(step);
            }
        }

        return name is null ? path.ToString() : path.Append(path.Length > 0 ? "." : "").Append(name).ToString();
    }
}
