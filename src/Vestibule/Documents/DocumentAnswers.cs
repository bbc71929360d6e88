using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary>What is answered when a document was not written.</summary>
public static class DocumentAnswers
{
    /// <param name="notFound">How this door says that there is no such document.</param>
    public static IResult Of(DocumentOutcome failure, Body? body, IResult notFound) =>
        failure switch
        {
            DocumentOutcome.NotFound => notFound,
            DocumentOutcome.Stale => Tags.Stale(),
            DocumentOutcome.Refused(var member, var why) => Envelope.Refused([
                new FieldError(member, why, body?[member]),
            ]),
            DocumentOutcome.NotWritten(var why) => Answers.Conflict(why),
            DocumentOutcome.Later(var why, var after) => Answers.Later(why, after),
            _ => throw new UnreachableException("A document that was written is not a failure."),
        };
}
