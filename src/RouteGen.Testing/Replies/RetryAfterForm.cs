namespace RouteGen.Testing;

/// <summary>How a wait is written into the headers.</summary>
public enum RetryAfterForm
{
    /// <summary><c>Retry-After: 2</c>, rounded up to whole seconds.</summary>
    Seconds,

    /// <summary><c>Retry-After</c> with an HTTP date.</summary>
    HttpDate,

    /// <summary><c>retry-after-ms: 1500</c>.</summary>
    Milliseconds,
}
