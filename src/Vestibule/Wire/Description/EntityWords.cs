using System.Text.Json.Nodes;

namespace Vestibule.Wire.Description;

/// <summary>In which request bodies a member is taken.</summary>
[Flags]
internal enum Taken
{
    Never = 0,
    OnCreate = 1,
    OnUpdate = 2,
    Always = OnCreate | OnUpdate,
}

/// <summary>What is said about one member, and whether it can be written.</summary>
/// <param name="Example">What it reads as in examples; members of bodies without one are left out of those.</param>
internal sealed record MemberWords(
    string Name,
    string Says,
    Taken Taken = Taken.Never,
    object? Example = null
)
{
    public bool IsRequired { get; init; }

    /// <summary>Set where the record's own type does not tell: members only written, or fixed on reading.</summary>
    public Type? Enum { get; init; }

    /// <summary>As <see cref="Enum"/>, an OpenAPI type.</summary>
    public string? JsonType { get; init; }

    /// <summary>Items of a member of type <c>array</c>.</summary>
    public string ItemType { get; init; } = "string";
}

/// <summary>What is said about a collection: its chapter, what one record is, its members.</summary>
/// <param name="Name">The entity's name, as in its filters and permissions.</param>
/// <param name="Chapter">A name of <see cref="Chapters"/>.</param>
/// <param name="One">One record, in a sentence: <c>an identity check</c>.</param>
/// <param name="Many">Several: <c>identity checks</c>.</param>
internal sealed record EntityWords(string Name, string Chapter, string One, string Many)
{
    /// <summary>A paragraph under "create", for what the members do not say one by one.</summary>
    public string? OnCreate { get; init; }

    public string? OnUpdate { get; init; }

    public string? OnDelete { get; init; }

    /// <summary><c>Value</c> of the answer to a create, where it is not the record; shown to everybody who may create.</summary>
    public JsonObject? Made { get; init; }

    public IReadOnlyList<Command> Commands { get; init; } = [];

    public IReadOnlyList<MemberWords> Members { get; init; } = [];

    public MemberWords? this[string member] =>
        Members.FirstOrDefault(words => words.Name == member);
}
