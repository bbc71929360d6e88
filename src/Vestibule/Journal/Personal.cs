namespace Vestibule.Journal;

/// <summary>
/// The member says something about a person: the journal keeps its values sealed under that person's key,
/// so that erasing the key erases them there too.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;

/// <summary>The member is bookkeeping (versions, sealed bytes, indexes): a change of it is not worth an entry.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotJournaledAttribute : Attribute;
