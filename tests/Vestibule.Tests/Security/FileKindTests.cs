using System.Text;
using Vestibule.Vault;

namespace Vestibule.Tests.Security;

/// <summary>What is never taken in, whatever it is called.</summary>
public sealed class FileKindTests
{
    [Theory]
    [InlineData("PK\u0003\u0004")] // zip, docx, odt, jar
    [InlineData("\u001f\u008b\b")] // gzip
    [InlineData("BZh9")]
    [InlineData("Rar!\u001a\u0007")]
    [InlineData("7z\u00bc\u00af'\u001c")]
    [InlineData("ustar")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\">")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/passwd\"><svg/>")]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>")]
    [InlineData("#!/bin/sh\nreboot")]
    [InlineData("MZ\u0090")]
    [InlineData("\u007fELF")]
    [InlineData("GIF89a")]
    [InlineData("BM")]
    [InlineData("%!PS-Adobe")]
    public void ArchivesScriptsAndDrawingsAreNoFilesOfOurs(string head) =>
        MediaTypes.MediaTypeOf(Encoding.Latin1.GetBytes(head.PadRight(64, '\0'))).ShouldBeNull();
}
