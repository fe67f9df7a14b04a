/**
 * The receipt code: made here, by the reporter's own browser, so that the report is received once
 * however often it is sent, and so that nobody else has ever seen it.
 *
 * 24 characters carry 120 random bits; the 25th is a check over GF(32) that finds every single wrong
 * character and every pair that changed places. Crockford's alphabet: no I, L, O or U.
 */

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const dataLength = 24;
/** 100 bits; the server takes no shorter one. */
const shortestLength = 20;
const groupLength = 5;

export const receiptBits = dataLength * 5;

/** Powers of the generator of GF(32) under x^5 + x^2 + 1; all 31 differ. */
const powers: readonly number[] = Array.from({ length: 31 }).reduce<number[]>((made) => {
  const next = made.length === 0 ? 1 : (made.at(-1) ?? 0) << 1;
  return [...made, next & 32 ? next ^ 0b100101 : next];
}, []);

function product(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  return powers[(powers.indexOf(one) + powers.indexOf(other)) % 31] ?? 0;
}

/** The sum of each value times its own power: zero weights nowhere, equal weights nowhere. */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value, place) => sum ^ product(value, powers[place + 1] ?? 0), 0);
}

export function makeReceiptCode(
  randomBytes: (count: number) => Uint8Array = (count) =>
    crypto.getRandomValues(new Uint8Array(count)),
): string {
  // The low five bits of a random byte are as even as the byte itself.
  const values = [...randomBytes(dataLength)].map((byte) => byte & 31);
  return [...values, checkOf(values)].map((value) => alphabet[value]).join("");
}

/** Five groups of five, as it is shown, printed and read aloud. */
export function groupsOf(code: string): string[] {
  return code.match(new RegExp(`.{1,${groupLength}}`, "g")) ?? [];
}

/**
 * The code as it was made, from what someone typed; null when the check says it was mistyped. One of another
 * length was made by another system, without our check: the server says whether there is such a code.
 */
export function readReceiptCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—.]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  const values = [...code].map((character) => alphabet.indexOf(character));
  if (values.length < shortestLength || values.includes(-1)) return null;
  // One character too few or too many is far likelier ours than another's.
  if (Math.abs(values.length - (dataLength + 1)) > 1) return code;
  const isWhole = values.length === dataLength + 1;
  return isWhole && checkOf(values.slice(0, dataLength)) === values[dataLength] ? code : null;
}

/** Names the report without giving the code away: base64url of SHA-256("varna/receipt-key/1" | code). */
export async function receiptKeyOf(code: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(`varna/receipt-key/1${code}`),
  );
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
