using Vestibule.Tests.House;

namespace Vestibule.Tests.Security;

/// <summary>What the server never does, looked for in all of its code.</summary>
public sealed class SourceGuardTests
{
    public static TheoryData<string> Names => [.. SourceGuard.All.Select(guard => guard.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Holds(string name)
    {
        var guard = SourceGuard.All.Single(guard => guard.Name == name);
        SourceTree
            .Project.Where(file => file.IsServerCode && !guard.Excused.Contains(file.Path))
            .Where(file => guard.Sees(file.Code))
            .Select(file => file.Path)
            .ShouldBeEmpty(name);
    }

    [Theory, MemberData(nameof(Names))]
    public void IsSeenToFail(string name)
    {
        var guard = SourceGuard.All.Single(guard => guard.Name == name);
        guard.Sees(guard.Broken).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Names))]
    public void ExcusesAreStillNeeded(string name)
    {
        var guard = SourceGuard.All.Single(guard => guard.Name == name);
        foreach (var excused in guard.Excused)
            guard
                .Sees(SourceTree.Project.Single(file => file.Path == excused).Code)
                .ShouldBeTrue($"{excused} needs no excuse any more");
    }
}
