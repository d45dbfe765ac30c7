using System.Diagnostics;
using Microsoft.Extensions.AI;
using RouteGen.Attempts;
using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Plans;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>One call of a route, from its beginning until its one end.</summary>
internal sealed partial class RouteCall : CallLog
{
    private string? _malformedFinish;

    public RouteCall(
        PlannedRoute route, RouteCaller caller, Carrier carrier, CancellationToken cancellationToken,
        PlanEntry? probed = null, string? costBucket = null)
        : base(
            route, caller, probed is null ? costBucket ?? route.Definition.CostBucket : TargetProbe.CostBucket, carrier, cancellationToken)
    {
        TraceId = (Activity ?? Activity.Current)?.TraceId.ToHexString();
        IsProbe = probed is not null;
        Content = route.Definition.Capture == PromptCapture.Off || IsProbe || Facts.ForbidsCapture
            ? null
            : route.Runtime.Content?.Begin(route.Definition.Capture);
        Budgets = route.Definition.Budgets.Count > 0 && !IsProbe ? new CallBudgets(this, route.Runtime.Budgets) : null;
        Order = IsProbe ? new CallOrder([probed!.Index]) : Plan.Order?.For(this) ?? Plan.DeclaredOrder;
        Turn = OperationTurn.Begin(this);
        Order = Turn?.Order(this, Order) ?? Order;
    }

    /// <summary>What is said in the call, where its route captures it; null elsewhere, and where the request forbids it.</summary>
    public CallContent? Content { get; }

    /// <summary>The turn of an operation that the call is; null where it is of none.</summary>
    public OperationTurn? Turn { get; }

    /// <summary>The order in which the call asks its chain.</summary>
    public CallOrder Order { get; }

    /// <summary>The target that is asked first, if it can be.</summary>
    public PlanEntry First => Plan.Entries[Order.Places[0]];

    /// <summary>Whether nobody asked but RouteGen itself, to see how a target is.</summary>
    public bool IsProbe { get; }

    /// <summary>What keeps the budgets of the call; null where its route has none.</summary>
    public CallBudgets? Budgets { get; }

    /// <summary>Leave to ask a target that the call waited for, until it is made use of or given back.</summary>
    public RoomPlace? Place { get; set; }

    /// <summary>The last attempt whose reply is handed to the caller if no target serves; null where there is none.</summary>
    public Attempt? Malformed { get; private set; }

    private string? TraceId { get; }

    /// <summary>Gives back a place that is not made use of. Does nothing without one.</summary>
    public void GiveBackPlace()
    {
        if (Place is { } place)
        {
            Place = null;
            place.Load.Return(place);
        }
    }

    /// <summary>Keeps an attempt that failed, if the route returns its reply to a caller for whom nothing better comes.</summary>
    public void Keep(Attempt failed)
    {
        if (Definition.ReturnsMalformed && failed.Failure is { Fault.Fault: Fault.MalformedOutput } && failed.Delivery.IsOnlyMalformed)
        {
            Malformed = failed;
            _malformedFinish = FinishReason;
        }
    }

    public override void Add(PlanEntry entry, AttemptRecord attempt)
    {
        Budgets?.Note(entry, attempt);
        base.Add(entry, attempt);
        CallPublisher.AttemptEnded(this, entry, attempt);
    }

    /// <summary>The chain advances.</summary>
    public void Advance(PlanEntry from, PlanEntry to, Fault fault)
    {
        FallbackReason = fault;
        CallPublisher.Advanced(this, from, to, fault);
    }
}
