using System.Data.Common;

namespace Vestibule.Database;

/// <summary>The database cannot be reached, or sent everybody away: what was asked may be asked again.</summary>
public static class Away
{
    /// <summary>EF Core wraps such a failure in exceptions of its own, so that its cause tells.</summary>
    public static bool IsCauseOf(Exception? failure) =>
        failure is DbException { IsTransient: true }
        || (failure is not null && IsCauseOf(failure.InnerException));
}
