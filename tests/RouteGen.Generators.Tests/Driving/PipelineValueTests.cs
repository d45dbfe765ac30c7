using System.Reflection;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>What the pipeline holds on to between edits.</summary>
public sealed class PipelineValueTests
{
    [Fact]
    public void No_value_of_the_pipeline_reaches_into_Roslyn()
    {
        var broken = SupportTable.Text.Replace("\"haiku\"]", "\"haiko\"]");
        var run = new Project().Write("/app/routes.json", SupportTable.Text)
            .Write("/app/b.routes.json", broken.Replace("SupportRoutes", "Other")).Build();
        var walk = new Walk();

        foreach (var value in run.Values)
        {
            walk.Into(value);
        }

        Assert.Contains(walk.Seen, type => type.Name == "RouteTable");
        Assert.Contains(walk.Seen, type => type.Name == "Problem");
        Assert.Contains(walk.Seen, type => type.Name == "GeneratedFile");
        Assert.DoesNotContain(walk.Seen, type => type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true);
    }

    /// <summary>Visits an object and all that its fields refer to.</summary>
    private sealed class Walk
    {
        private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);

        public HashSet<Type> Seen { get; } = [];

        public void Into(object? start)
        {
            var pending = new Stack<object?>([start]);
            while (pending.TryPop(out var value))
            {
                if (value is null or string or Type or MemberInfo
                    || value.GetType().IsPrimitive || value.GetType().IsEnum || value is Delegate || !_visited.Add(value))
                {
                    continue;
                }

                Seen.Add(value.GetType());
                foreach (var inner in value is Array items ? items.Cast<object?>() : Fields(value))
                {
                    pending.Push(inner);
                }
            }
        }

        private static IEnumerable<object?> Fields(object value)
        {
            for (var type = value.GetType(); type is not null; type = type.BaseType)
            {
                foreach (var field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    yield return field.GetValue(value);
                }
            }
        }
    }
}
