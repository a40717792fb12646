import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Seals text for a cookie with AES-256-GCM; only this site can read it again, until `expiresMs`. */
export function seal(secret: string, content: { text: string; expiresMs: number }): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** The sealed text, or null when it was changed, made with another key, or is over. */
export function unseal(secret: string, input: { sealed: string; nowMs: number }): string | null {
  const bytes = Buffer.from(input.sealed, 'base64url');
  if (bytes.length < 29) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    const body = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    const content = JSON.parse(body.toString('utf8')) as { text: string; expiresMs: number };
    return content.expiresMs > input.nowMs ? content.text : null;
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return createHash('sha256').update(`sealed cookie ${secret}`).digest();
}
