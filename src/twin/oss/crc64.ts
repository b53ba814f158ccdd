/** The polynomial of ECMA-182, its bits turned round (reference: AppendObject, "64-bit CRC value"). */
const polynomial = 0xc96c5795d7870f42n;

/** What one byte does to the sum; halves, because whole ones are slow. */
const table = Array.from({ length: 256 }, (_, byte) => {
  let sum = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) sum = (sum & 1n) === 1n ? (sum >> 1n) ^ polynomial : sum >> 1n;
  return { high: Number(sum >> 32n), low: Number(sum & 0xffffffffn) };
});

/** Unsigned. `before` is the sum of what stands in front of these bytes. */
export function crc64(bytes: Uint8Array, before = 0n): bigint {
  let high = ~Number(before >> 32n);
  let low = ~Number(before & 0xffffffffn);
  for (const byte of bytes) {
    const row = table[(low ^ byte) & 0xff] ?? { high: 0, low: 0 };
    low = ((low >>> 8) | (high << 24)) ^ row.low;
    high = (high >>> 8) ^ row.high;
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}
