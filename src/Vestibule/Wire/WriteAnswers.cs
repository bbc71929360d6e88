using Microsoft.AspNetCore.Http;
using Vestibule.Access;
using Vestibule.Hosting;

namespace Vestibule.Wire;

/// <summary>Answers to writes that went well.</summary>
public sealed class WriteAnswers(CreateValue value)
{
    public IResult Created<T>(Resource<T> resource, T row, Caller caller)
        where T : class, IRecord => Done(resource, "created", row, caller);

    public IResult Updated<T>(Resource<T> resource, T row, Caller caller)
        where T : class, IRecord => Done(resource, "updated", row, caller);

    public IResult Deleted<T>(Resource<T> resource, long id, DateTimeOffset at, Caller caller)
        where T : class, IRecord =>
        Envelope.Done(resource.Name, "deleted", at, caller.Actor.Name, Envelope.IdOnly(id));

    private IResult Done<T>(Resource<T> resource, string deed, T row, Caller caller)
        where T : class, IRecord =>
        Envelope.Done(
            resource.Name,
            deed,
            row.UpdatedOn,
            row.UpdatedBy ?? caller.Actor.Name,
            value is CreateValue.Record && caller.Has(resource.Role("Read"))
                ? json => resource.Write(json, row)
                : Envelope.IdOnly(row.Id)
        );
}
