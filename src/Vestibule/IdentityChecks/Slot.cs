namespace Vestibule.IdentityChecks;

/// <summary>The three places of a document: a face, the front of the paper, its back or a further page.</summary>
public enum Slot
{
    Photo = 1,
    Front = 2,
    Back = 3,
}
