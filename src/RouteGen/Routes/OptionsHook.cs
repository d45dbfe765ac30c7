using Microsoft.Extensions.AI;

namespace RouteGen.Routes;

/// <summary>
/// Finds out whether the application implements a route's <c>ConfigureOptions</c>, without calling it: generated code passes the options
/// through <see cref="Pass"/> on their way to it, and only then.
/// </summary>
internal sealed class OptionsHook(ModelRoute route)
{
    private const int Unknown = 0;
    private const int Absent = 1;
    private const int Present = 2;

    private int _found;

    /// <summary>Whether there is one. It is looked for once.</summary>
    public bool Value
    {
        get
        {
            if (Volatile.Read(ref _found) == Unknown)
            {
                Volatile.Write(ref _found, IsThere() ? Present : Absent);
            }

            return _found == Present;
        }
    }

    /// <summary>Hands options on, unless they only look for who gets them.</summary>
    public static TOptions Pass<TOptions>(TOptions options)
        where TOptions : class =>
        options is ChatProbe or VectorProbe ? throw new FoundException() : options;

    private bool IsThere()
    {
        try
        {
            route.ConfigureOptions(0, new ChatProbe());
            route.ConfigureOptions(0, new VectorProbe());
            return false;
        }
        catch (FoundException)
        {
            return true;
        }
    }

    private sealed class ChatProbe : ChatOptions;

    private sealed class VectorProbe : EmbeddingGenerationOptions;

    private sealed class FoundException : Exception;
}
