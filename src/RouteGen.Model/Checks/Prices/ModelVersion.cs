namespace RouteGen.Model.Checks.Prices;

/// <summary>
/// The day or the alias by which providers name a version of a model: <c>-2025-08-07</c>,
/// <c>-20251001</c>, <c>@20250929</c>, <c>-latest</c>.
/// </summary>
internal static class ModelVersion
{
    private static readonly string[] Endings = ["-0000-00-00", "-00000000", "@00000000", "@default", "-latest"];

    /// <summary>The name of the model itself; the same name where it names no version.</summary>
    public static string Without(string model)
    {
        foreach (var ending in Endings)
        {
            if (EndsWith(model, ending))
            {
                return model.Substring(0, model.Length - ending.Length);
            }
        }

        return model;
    }

    private static bool EndsWith(string model, string ending)
    {
        var start = model.Length - ending.Length;
        for (var i = 0; start > 0 && i < ending.Length; i++)
        {
            var c = model[start + i];
            if (c != ending[i] && !(ending[i] == '0' && c is >= '0' and <= '9'))
            {
                return false;
            }
        }

        return start > 0;
    }
}
