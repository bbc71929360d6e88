using System.Text.Json;

namespace Vestibule.Wire;

/// <summary>One member of a request that cannot be taken as it is. Order and words are part of the contract.</summary>
/// <param name="Attempted">The value as it was sent, or null when there was none.</param>
public sealed record FieldError(string Property, string Message, JsonElement? Attempted = null)
{
    public const string Required = "is a required field";
    public const string NotFound = "was not found";
    public const string Nul = "holds a NUL character";

    /// <summary>A parameter of the address that cannot be taken.</summary>
    public static FieldError InAddress(string parameter, string message, string sent) =>
        new(parameter, message, JsonSerializer.SerializeToElement(sent));

    public override string ToString() => $"{Property}: {Message}";
}
