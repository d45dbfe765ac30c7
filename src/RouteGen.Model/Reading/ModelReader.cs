using RouteGen.Model.Fields;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>models</c>.</summary>
internal static class ModelReader
{
    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    public static ModelEntry Read(string name, string identifier, ObjectReader? entry)
    {
        if (entry is null)
        {
            return new ModelEntry { Name = name, Identifier = identifier };
        }

        return ModelFields.All.Read(
            new ModelEntry { Name = name, Identifier = identifier }, entry) with
        { Price = PriceReader.Read(entry) };
    }
}
