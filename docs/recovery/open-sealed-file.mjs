#!/usr/bin/env node
// Opens one sealed file with nothing but the keys and this page: for the day when the program is gone.
//   node open-sealed-file.mjs MASTER_KEY_FILE KEYS_JSON SEALED_FILE > plain
// KEYS_JSON: {"business": {"id", "version", "wrapped"}, "coworker": {"id", "wrapped"}}, wrapped in hexadecimal;
// docs/operating.md says where they lie. Ends with 1 and a word when something was changed or does not fit.
import { createDecipheriv, createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const text = (s) => Buffer.concat([Buffer.from([Buffer.byteLength(s)]), Buffer.from(s)]);
const int = (n) => { const b = Buffer.alloc(4); b.writeInt32LE(n); return b; };
const uuid = (b) => b.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

function gcm(key, nonce, sealed, bound) {
  const open = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
  open.setAAD(bound).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
}

// One step of the ladder: parent's version (4) ‖ nonce (12) ‖ ciphertext ‖ tag (16), bound to both names and a context.
function unwrap(key, parent, child, wrapped, context = Buffer.alloc(0)) {
  const names = [parent, child].flatMap(([kind, id, version]) => [text(kind), text(id), int(version)]);
  const bound = Buffer.concat([text("vestibule wrap 1"), ...names, context]);
  return gcm(key, wrapped.subarray(4, 16), wrapped.subarray(16), bound);
}

function open(masterFile, keysFile, sealedFile) {
  const masters = new Map(readFileSync(masterFile, "ascii").split("\n")
    .map((line) => line.split(" ")).filter(([word]) => word === "key")
    .map(([, version, , base64]) => [Number(version), Buffer.from(base64, "base64")]));
  const { business, coworker } = JSON.parse(readFileSync(keysFile, "utf8"));
  const [businessWrapped, coworkerWrapped] = [business, coworker].map((k) => Buffer.from(k.wrapped, "hex"));
  const version = businessWrapped.readInt32BE(0);
  if (!masters.has(version)) throw new Error(`master key ${version} is not in the file`);
  const businessName = ["Business", business.id, business.version];
  const businessKey = unwrap(masters.get(version), ["master", "", version], businessName, businessWrapped);
  const coworkerName = ["Coworker", coworker.id, 1];
  const coworkerKey = unwrap(businessKey, businessName, coworkerName, coworkerWrapped);
  // HKDF-Expand (RFC 5869, 2.3) of one block.
  const forFiles = createHmac("sha256", coworkerKey).update("vestibule files 1").update(Buffer.from([1])).digest();

  // magic (4) ‖ algorithm (1) ‖ file (16) ‖ coworker (16) ‖ binding (56) ‖ wrapped key (64) ‖ nonce prefix (7) ‖ log2 of size (1)
  const file = readFileSync(sealedFile), header = file.subarray(0, 165), size = 2 ** header[164];
  if (header.toString("ascii", 0, 4) !== "VSF1" || header[4] !== 1) throw new Error("this is no sealed file");
  const fileName = ["File", uuid(header.subarray(5, 21)), 1];
  const key = unwrap(forFiles, coworkerName, fileName, header.subarray(93, 157), header.subarray(37, 93));
  const bound = Buffer.concat([createHash("sha256").update(header).digest(), header.subarray(5, 21)]);
  for (let at = 165, counter = 0; at < file.length; at += size + 16, counter++) {
    const last = at + size + 16 >= file.length;
    const nonce = Buffer.concat([header.subarray(157, 164), Buffer.alloc(5)]);
    nonce.writeUInt32BE(counter, 7);
    nonce[11] = last ? 1 : 0;
    process.stdout.write(gcm(key, nonce, file.subarray(at, Math.min(at + size + 16, file.length)), bound));
  }
}

try { open(...process.argv.slice(2, 5)); } catch (e) { console.error(`Not opened: ${e.message}`); process.exitCode = 1; }
