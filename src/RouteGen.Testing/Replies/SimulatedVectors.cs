namespace RouteGen.Testing.Replies;

/// <summary>
/// Vectors that look like embeddings: of length 1, the same for the same text in every run, and different for different texts.
/// </summary>
internal static class SimulatedVectors
{
    /// <summary>The length of vectors where neither request nor table says one.</summary>
    public const int UsualDimensions = 8;

    public static float[] Create(string text, int dimensions)
    {
        // FNV-1a over UTF-16 code units, then a linear congruence for each value: enough to tell texts apart.
        var state = 14695981039346656037UL;
        foreach (var c in text)
        {
            state = (state ^ c) * 1099511628211UL;
        }

        var vector = new float[dimensions];
        double square = 0;
        for (var i = 0; i < dimensions; i++)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            vector[i] = ((state >> 40) / (float)(1 << 24)) - 0.5f;
            square += vector[i] * vector[i];
        }

        var length = (float)Math.Sqrt(square);
        for (var i = 0; i < dimensions && length > 0; i++)
        {
            vector[i] /= length;
        }

        return vector;
    }
}
