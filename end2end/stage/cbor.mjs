// The little of CBOR (RFC 8949) that the server functions speak: what serde writes for structs, enums and lists.

const TEXT = new TextDecoder();

/** Encodes null, booleans, whole numbers, strings, bytes, arrays and plain objects. */
export function encode(value) {
  if (value === null) return [0xf6];
  if (value === true) return [0xf5];
  if (value === false) return [0xf4];
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") {
    const bytes = new TextEncoder().encode(value);
    return [...head(3, bytes.length), ...bytes];
  }
  if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
  if (Array.isArray(value)) return [...head(4, value.length), ...value.flatMap(encode)];
  const entries = Object.entries(value);
  return [...head(5, entries.length), ...entries.flatMap(([name, inside]) => [...encode(name), ...encode(inside)])];
}

function head(kind, count) {
  const mark = kind << 5;
  if (count < 24) return [mark | count];
  if (count < 0x100) return [mark | 24, count];
  if (count < 0x10000) return [mark | 25, count >> 8, count & 0xff];
  return [mark | 26, (count >>> 24) & 0xff, (count >>> 16) & 0xff, (count >>> 8) & 0xff, count & 0xff];
}

/** Decodes one value; byte strings of 16, which are ids here, become their usual text. */
export function decode(bytes) {
  const reader = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  return read(reader);
}

function read(reader) {
  const first = reader.bytes[reader.at++];
  const kind = first >> 5;
  const short = first & 0x1f;
  if (kind === 7) return simple(reader, short);
  const count = length(reader, short);
  switch (kind) {
    case 0:
      return count;
    case 1:
      return -1 - count;
    case 2:
      return idText(take(reader, count));
    case 3:
      return TEXT.decode(take(reader, count));
    case 4:
      return Array.from({ length: count }, () => read(reader));
    case 5:
      return Object.fromEntries(Array.from({ length: count }, () => [read(reader), read(reader)]));
    default:
      return read(reader);
  }
}

function simple(reader, short) {
  if (short === 20) return false;
  if (short === 21) return true;
  if (short === 22 || short === 23) return null;
  const { at, view } = reader;
  if (short === 26) {
    reader.at += 4;
    return view.getFloat32(at);
  }
  if (short === 27) {
    reader.at += 8;
    return view.getFloat64(at);
  }
  throw new Error(`CBOR simple value ${short} is not expected here`);
}

function length(reader, short) {
  if (short < 24) return short;
  const size = { 24: 1, 25: 2, 26: 4, 27: 8 }[short];
  if (!size) throw new Error("CBOR of indefinite length is not expected here");
  let count = 0;
  for (const byte of take(reader, size)) count = count * 256 + byte;
  return count;
}

function take(reader, count) {
  const part = reader.bytes.subarray(reader.at, reader.at + count);
  reader.at += count;
  return part;
}

function idText(bytes) {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (bytes.length !== 16) return digits;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The bytes of an id's usual text. */
export function idBytes(text) {
  return Uint8Array.from(text.replaceAll("-", "").match(/../g), (pair) => Number.parseInt(pair, 16));
}
