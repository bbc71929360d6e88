namespace Vestibule.Wire;

/// <summary>What a door does to its resource, for whoever describes the API.</summary>
public enum Operation
{
    List,
    Get,
    Create,
    Update,
    Delete,
    ListCommands,
    RunCommand,
}

/// <summary>Endpoint metadata: which resource and operation a route serves.</summary>
public sealed record Described(string Resource, Operation Operation);
