#!/usr/bin/env python3
"""Checks an exported journal without the server and without its secrets: python3 check.py [FOLDER] [PUBLIC_KEY]

Give the public key you were handed on another way; the one in the folder proves only that the folder fits together.
Needs Python 3.8 and openssl. Ends with 0 when everything holds, with 1 and the first fault when not.
"""
import base64, hashlib, json, os, shutil, struct, subprocess, sys, tempfile, uuid
from datetime import datetime, timezone

if sys.argv[1:2] in (["--help"], ["-h"]):
    print(__doc__.strip())
    sys.exit()
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
KEY = sys.argv[2] if len(sys.argv) > 2 else os.path.join(FOLDER, "public-key.pem")
EPOCH = datetime(1, 1, 1, tzinfo=timezone.utc)


def fail(why):
    sys.exit("DOES NOT HOLD: " + why)


def garbled(kind, value, trace):
    if not issubclass(kind, Exception):
        return sys.__excepthook__(kind, value, trace)
    print("DOES NOT HOLD: this is not how an export is written (%s: %s)" % (kind.__name__, value), file=sys.stderr)


sys.excepthook = garbled


def content(name):
    path = os.path.join(FOLDER, name)
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        fail(("cannot read " if os.path.exists(path) else "there is no ") + name)


def signed(what, signature):
    with tempfile.TemporaryDirectory() as place:
        paths = [os.path.join(place, name) for name in ("what", "signature")]
        for path, data in zip(paths, (what, signature)):
            with open(path, "wb") as file:
                file.write(data)
        line = ["openssl", "dgst", "-sha256", "-verify", KEY, "-signature", paths[1], paths[0]]
        return subprocess.run(line, capture_output=True).returncode == 0


def put(value):
    """A value behind its length; -1 for none. Numbers are 8 bytes, the highest first."""
    if value is None:
        return struct.pack(">i", -1)
    data = struct.pack(">q", value) if isinstance(value, int) else value
    data = data.encode() if isinstance(data, str) else data
    return struct.pack(">i", len(data)) + data


def key(text):
    return None if text is None else uuid.UUID(text).bytes


def form(line):
    """The canonical form of a line, over which the digests go."""
    since = datetime.fromisoformat(line["at"].replace("Z", "+00:00")) - EPOCH
    at = (since.days * 86400 + since.seconds) * 1000000 + since.microseconds
    sealed = None if line["sealed"] is None else base64.b64decode(line["sealed"])
    values = [b"vestibule journal line 1", line["chain"], line["sequence"], key(line["deed"]), at]
    values += [line[n] for n in ("actorKind", "actorUserId", "actorName", "factor", "from", "action")]
    values += [line["entity"], line["entityId"], key(line["entityKey"])]
    values += [line["member"], line["oldValue"], line["newValue"], key(line["coworkerKey"]), sealed]
    return b"".join(put(value) for value in values)


if not shutil.which("openssl"):
    sys.exit("NOT CHECKED: openssl is needed for it")
said, signature = content("manifest.json"), content("manifest.json.sig")
if not os.path.exists(KEY):
    fail("there is no " + (sys.argv[2] if len(sys.argv) > 2 else "public-key.pem"))
if not signed(said, signature):
    fail("the manifest is not signed with this key")
manifest = json.loads(said)
for name, digest in manifest["files"].items():
    if hashlib.sha256(content(name)).hexdigest() != digest:
        fail(name + " is not the file that was exported")

seen, before = {}, "0" * 64
for text in content("checkpoints.jsonl").decode().splitlines():
    body, signature = text.rsplit(',"signature":"', 1)
    if not signed(body.encode(), base64.b64decode(signature[:-2])):
        fail("a checkpoint is not signed with this key: " + text[:60])
    checkpoint = json.loads(text)
    if checkpoint["before"] != before:
        fail("the checkpoint of " + checkpoint["at"] + " does not follow the one before it")
    before = hashlib.sha256(text.encode()).hexdigest()
    for lost in checkpoint.get("givenUp") or []:
        print("Given up when a backup was restored, %(at)s: chain %(chain)d, lines behind %(after)d to %(until)d, as seen then." % dict(lost, at=checkpoint["at"]))
        seen = {k: v for k, v in seen.items() if k[0] != lost["chain"] or k[1] <= lost["after"]}
    for end in checkpoint["ends"]:
        seen[end["chain"], end["sequence"]] = end["digest"], end["hash"], end.get("numbers")

chains = {c["chain"]: dict(c, at=c["after"], now=bytes.fromhex(c["digestBefore"]), ids=bytes.fromhex(c["numbersBefore"])) for c in manifest["chains"]}
count = witnessed = 0
for text in content("journal.jsonl").decode().splitlines():
    line = json.loads(text)
    chain, place = chains[line["chain"]], "chain %d, line %d" % (line["chain"], line["sequence"])
    if line["sequence"] != chain["at"] + 1:
        fail(place + " does not follow line %d" % chain["at"])
    chain["at"], chain["now"] = line["sequence"], hashlib.sha256(chain["now"] + form(line)).digest()
    chain["ids"] = hashlib.sha256(chain["ids"] + struct.pack(">q", line["id"])).digest()
    if (line["chain"], line["sequence"]) in seen:
        digest, mark, numbers = seen[line["chain"], line["sequence"]]
        if (digest, mark) != (chain["now"].hex(), line["hash"]) or numbers not in (None, chain["ids"].hex()):
            fail(place + " is not what a checkpoint has seen there")
        witnessed += 1
    count += 1
for number, chain in chains.items():
    if (chain["at"], chain["now"].hex(), chain["ids"].hex()) != (chain["last"], chain["digest"], chain["numbers"]):
        fail("chain %d does not end as the manifest says" % number)
for number, sequence in seen:
    if number not in chains and not manifest["businesses"]:
        fail("chain %d is missing: a checkpoint has seen it" % number)
    if number in chains and sequence > chains[number]["last"] and not manifest["until"]:
        fail("chain %d ends before line %d, which a checkpoint has seen" % (number, sequence))
print("Holds: %d lines of %d chains, %d of them seen by checkpoints." % (count, len(chains), witnessed))
