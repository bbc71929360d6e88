namespace Vestibule.Wire;

/// <summary>Pictures of people are not kept: one more copy of a face than is needed.</summary>
internal static class Avatars
{
    /// <summary>A new picture is an error; clearing one that is not there is fine.</summary>
    public static void Refuse(Reading read)
    {
        if (read.Text("NewAvatarUrl", Reading.LongestAddress) is not null)
        {
            read.Refuse("NewAvatarUrl", "cannot be taken; avatars are not kept here");
        }

        read.Flag("ClearAvatarFile");
    }
}
