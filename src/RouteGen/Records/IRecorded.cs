namespace RouteGen.Records;

/// <summary>A reply that knows its record.</summary>
internal interface IRecorded
{
    RouteRecord Record { get; }
}
