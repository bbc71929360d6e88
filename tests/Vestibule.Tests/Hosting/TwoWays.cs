namespace Vestibule.Tests.Hosting;

/// <summary>
/// Requests that can be read in two ways. <c>{i}</c> is a whole request inside, <c>{m}</c> its length, <c>{n}</c> its
/// length with a last chunk before it.
/// </summary>
internal static class TwoWays
{
    /// <summary>Header lines that say how long the body is, each in a way that some read differently.</summary>
    public static readonly string[] Lengths =
    [
        "Content-Length: {n}\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: {n}\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: {n}\r\nContent-Length: 0\r\n",
        "Content-Length: 0\r\nContent-Length: {n}\r\n",
        "Content-Length: {n}, 0\r\n",
        "Content-Length: 0, {n}\r\n",
        "Content-Length: +{n}\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x10\r\n",
        "Content-Length: {n}.0\r\n",
        "Content-Length: 1e2\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: \r\n",
        "Content-Length : {n}\r\n",
        "Content-Length\t: {n}\r\n",
        " Content-Length: {n}\r\n",
        "X: y\r\n Content-Length: {n}\r\n",
        "X: y\r\n\tTransfer-Encoding: chunked\r\n",
        "Content-Length:\r\n {n}\r\n",
        "Content-Length: {n}\0\r\n",
        "Content\0-Length: {n}\r\n",
        "Content-Length: {n}\n",
        "Content-Length: 0\rContent-Length: {n}\r\n",
        "Transfer-Encoding: chunked\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\v: chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity, chunked, identity\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding: chunked\0\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\nContent-Length: {n}\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\nContent-Length: {n}\r\n",
        "TRANSFER-ENCODING: CHUNKED\r\nContent-Length: {n}\r\n",
        "Transfer-Encoding: chunked;q=1\r\n",
        "Transfer-Encoding: \r\nContent-Length: 0\r\nContent-Length: {n}\r\n",
    ];

    /// <summary>Chunked bodies that some read to another end.</summary>
    public static readonly string[] Chunks =
    [
        "0;a\n\r\n{i}",
        "0;\n\r\n{i}",
        "1;a\nX\r\n0\r\n\r\n{i}",
        "1;a\rX\r\n0\r\n\r\n{i}",
        "1\nX\r\n0\r\n\r\n{i}",
        "1\rX\r\n0\r\n\r\n{i}",
        "1\r\nX0\r\n\r\n{i}",
        "1\r\nXY\r\n0\r\n\r\n{i}",
        "1 \r\nX\r\n0x\r\n\r\n{i}",
        "0x0\r\n\r\n{i}",
        "-0\r\n\r\n{i}",
        "-1\r\n\r\n{i}",
        "+0\r\n\r\n{i}",
        "\r\n0\r\n\r\n{i}",
        "FFFFFFFFFFFFFFFF\r\n{i}",
        "FFFFFFFFFFFFFFFFF0\r\n{i}",
        "100000000\r\n{i}",
        "80000000\r\n{i}",
        "0\0\r\n\r\n{i}",
        "g\r\n\r\n{i}",
        "0\r\n{i}",
        "0\n\n{i}",
        "0\r\r{i}",
        "0\r\nContent-Length: 10\n\n{i}",
    ];

    /// <summary>Whole beginnings of a request that are not as they must be.</summary>
    public static readonly string[] Heads =
    [
        "POST / HTTP/1.1\nHost: localhost\nContent-Length: {m}\n\n{i}",
        "POST / HTTP/1.1\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost:x\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST http://elsewhere/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: local host\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/1.2\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/0.9\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/1.1 \r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST  / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST /\0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST /%00 HTTP/1.1\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "PO\0ST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST /a b HTTP/1.1\r\nHost: localhost\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nX\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\n: x\r\nContent-Length: {m}\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nX: a\rContent-Length: 0\r\nContent-Length: {m}\r\n\r\n{i}",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: {m}\r\n\r\n{i}",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {m}\r\nConnection: close\r\n\r\n{i}",
        "POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{i}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n{i}",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03{i}",
    ];
}
