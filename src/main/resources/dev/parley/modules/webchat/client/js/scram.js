// The two ways to prove who one is: by password (RFC 5802, RFC 7677) and by token (XEP-0484).

const utf8 = new TextEncoder();

export const bytes = text => utf8.encode(text);
export const base64 = data => btoa(String.fromCharCode(...data));
export const unbase64 = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));

async function hmac(hash, key, data) {
  const imported =
    await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

function same(a, b) {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}

/** RFC 8265 §4.2.2: other spaces become plain ones, then NFC. */
const prepared = password => password.replace(/\p{Zs}/gu, ' ').normalize('NFC');

/** One login by password. */
export class Scram {
  #hash; #user; #password; #nonce; #bare; #proofOfServer;

  /** @param mechanism such as SCRAM-SHA-256 */
  constructor(mechanism, user, password, nonce = base64(crypto.getRandomValues(new Uint8Array(18)))) {
    this.#hash = mechanism.replace('SCRAM-', '');
    this.#user = user.replaceAll('=', '=3D').replaceAll(',', '=2C');
    this.#password = prepared(password);
    this.#nonce = nonce;
  }

  first() {
    this.#bare = `n=${this.#user},r=${this.#nonce}`;
    return bytes(`n,,${this.#bare}`);
  }

  /** Answers the challenge; throws if it is none of this login. */
  async answer(challenge) {
    const said = new TextDecoder().decode(challenge);
    const { r, s, i } = attributes(said);
    const rounds = Number(i);
    if (!r?.startsWith(this.#nonce) || r === this.#nonce || !s || !(rounds >= 4096 && rounds <= 10_000_000)) {
      throw new Error('not a challenge of SCRAM');
    }
    const salted = await this.#salted(unbase64(s), rounds);
    const clientKey = await hmac(this.#hash, salted, bytes('Client Key'));
    const storedKey = new Uint8Array(await crypto.subtle.digest(this.#hash, clientKey));
    const proofless = `c=biws,r=${r}`;
    const everything = bytes(`${this.#bare},${said},${proofless}`);
    const signature = await hmac(this.#hash, storedKey, everything);
    const serverKey = await hmac(this.#hash, salted, bytes('Server Key'));
    this.#proofOfServer = await hmac(this.#hash, serverKey, everything);
    return bytes(`${proofless},p=${base64(clientKey.map((octet, n) => octet ^ signature[n]))}`);
  }

  async #salted(salt, iterations) {
    const key =
      await crypto.subtle.importKey('raw', bytes(this.#password), 'PBKDF2', false, ['deriveBits']);
    const bits = Number(this.#hash.slice(4));
    return new Uint8Array(
      await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: this.#hash, salt, iterations }, key, bits));
  }

  /** Whether the server knows the password, too. */
  async proves(outcome) {
    const { v } = attributes(new TextDecoder().decode(outcome));
    return Boolean(this.#proofOfServer && v && same(unbase64(v), this.#proofOfServer));
  }
}

function attributes(message) {
  return Object.fromEntries(message.split(',').map(part => [part[0], part.slice(2)]));
}

/** One login by token: HT-SHA-256-NONE, for browsers know nothing of their TLS connection. */
export class Token {
  static MECHANISM = 'HT-SHA-256-NONE';
  #user; #secret;

  constructor(user, secret) {
    this.#user = user;
    this.#secret = bytes(secret);
  }

  async first() {
    const proof = await hmac('SHA-256', this.#secret, bytes('Initiator'));
    return new Uint8Array([...bytes(this.#user), 0, ...proof]);
  }

  async proves(outcome) {
    return same(outcome, await hmac('SHA-256', this.#secret, bytes('Responder')));
  }
}
