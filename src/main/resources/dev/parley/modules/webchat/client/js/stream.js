// One session with the server: login, stanzas, and the same session again after a lost connection.

import { NS, x, read, write, child, children, text } from './xml.js';
import { Scram, Token, base64, unbase64 } from './scram.js';
import { bare, local, domain } from './jid.js';

const MECHANISMS = ['SCRAM-SHA-512', 'SCRAM-SHA-256'];
const ANSWER_MS = 30_000;
const HANDSHAKE_MS = 20_000;
const SILENCE_MS = 25_000;
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

/** What went wrong: `condition` is a word of the RFCs, or `unreachable`. */
export class StreamError extends Error {
  constructor(condition, message = condition) {
    super(message);
    this.condition = condition;
  }
}

const isStanza = element => ['message', 'presence', 'iq'].includes(element.localName);
let lastId = 0;
export const newId = () => `${(++lastId).toString(36)}-${crypto.randomUUID()}`;

/**
 * Events: `online` (detail: whether the session is the old one), `offline`, `ended` (detail: the reason; it does not
 * come back by itself), `stanza` (detail: the element), `acknowledged` (detail: an element that the server has),
 * `credentials` (detail: what to keep for the next login).
 */
export class Stream extends EventTarget {
  jid = null;
  #url; #credentials; #agent; #socket = null; #hear = null; #heard = []; #live = false; #wanted = false;
  #session = null; #received = 0; #sent = 0; #unacknowledged = []; #asked = false;
  #requests = new Map(); #attempt = 0; #timers = {}; #active = true;

  /**
   * @param credentials jid with either password or token (and count), from `credentials`
   * @param agent id, software and device of this client (XEP-0388 §2.6.1)
   */
  constructor(url, credentials, agent) {
    super();
    this.#url = url;
    this.#credentials = { ...credentials };
    this.#agent = agent;
  }

  /** Logs in for the first time; later attempts are made without being asked. */
  async start() {
    this.#wanted = true;
    addEventListener('online', this.#now);
    addEventListener('offline', this.#suspect);
    try {
      await this.#connect();
    } catch (failure) {
      this.#give(failure);
      throw failure;
    }
  }

  /** Ends the session for good. */
  async stop() {
    this.#give(null);
    if (this.#live) {
      this.#raw(x(NS.client, 'presence', { type: 'unavailable' }));
      this.#raw(x(NS.framing, 'close'));
    }
    this.#live = false;
    this.#socket?.close();
  }

  /** Makes the token worthless with the next login, which is made for that alone (XEP-0484 §3.5). */
  async forget() {
    const { token } = this.#credentials;
    await this.stop();
    if (!token) return;
    this.#session = null;
    try {
      await this.#handshake({ invalidate: true });
    } catch {
      // It expires by itself.
    }
    this.#socket?.close();
  }

  get isLive() {
    return this.#live;
  }

  send(stanza) {
    if (this.#session) {
      this.#unacknowledged.push({ stanza, number: ++this.#sent });
    } else if (!this.#live) {
      return;
    }
    if (this.#live) {
      this.#raw(stanza);
      if (stanza.localName !== 'presence') this.#askSoon();
    }
  }

  /** Asks and resolves with the answer; rejects with a StreamError of the condition. */
  iq(type, to, payload, patience = ANSWER_MS) {
    const id = newId();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#requests.delete(id);
        reject(new StreamError('remote-server-timeout'));
      }, patience);
      this.#requests.set(id, { to: to ?? null, resolve, reject, timer });
      this.send(x(NS.client, 'iq', { type, to, id }, payload));
    });
  }

  /** Tells whether anybody looks (XEP-0352). */
  set active(value) {
    if (value === this.#active) return;
    this.#active = value;
    if (this.#live) this.#raw(x(NS.csi, value ? 'active' : 'inactive'));
    if (value && this.#live) this.#ask();
  }

  // --- connecting

  #now = () => {
    if (this.#wanted && !this.#live && !this.#socket) this.#retry(0);
  };

  #suspect = () => {
    if (this.#live) this.#ask();
  };

  async #connect() {
    await this.#handshake({});
    this.#attempt = 0;
    this.#watch();
  }

  async #handshake({ invalidate = false }) {
    const socket = new WebSocket(this.#url, 'xmpp');
    this.#socket = socket;
    this.#heard = [];
    socket.onmessage = event => this.#take(socket, event.data);
    socket.onclose = () => this.#lost(socket);
    const limit = setTimeout(() => this.#lost(socket), HANDSHAKE_MS);
    try {
      await new Promise((resolve, reject) => {
        this.#hear = Object.assign(() => {}, { reject });
        socket.onopen = resolve;
        socket.onerror = () => reject(new StreamError('unreachable'));
      });
      this.#hear = null;
      this.#raw(x(NS.framing, 'open', { to: domain(this.#credentials.jid), version: '1.0' }));
      await this.#expect('open');
      const features = await this.#expect('features');
      await this.#authenticate(features, invalidate);
    } catch (failure) {
      socket.onclose = null;
      socket.close();
      if (this.#socket === socket) this.#socket = null;
      throw failure;
    } finally {
      clearTimeout(limit);
    }
  }

  async #authenticate(features, invalidate) {
    const offer = child(features, 'authentication', NS.sasl2);
    const inline = child(offer, 'inline');
    const mechanisms = children(offer, 'mechanism').map(each => each.textContent);
    const tokens = children(child(inline, 'fast', NS.fast), 'mechanism', NS.fast).map(each => each.textContent);
    const known = this.#credentials;
    const user = local(known.jid);
    const isByToken = Boolean(known.token) && tokens.includes(Token.MECHANISM);
    const mechanism =
      isByToken ? Token.MECHANISM : MECHANISMS.find(each => mechanisms.includes(each));
    if (!isByToken && !known.password) throw new StreamError('credentials-expired');
    if (!mechanism) throw new StreamError('invalid-mechanism');
    const login =
      isByToken ? new Token(user, known.token) : new Scram(mechanism, user, known.password);

    this.#raw(x(NS.sasl2, 'authenticate', { mechanism },
      x(NS.sasl2, 'initial-response', {}, base64(await login.first())),
      x(NS.sasl2, 'user-agent', { id: this.#agent.id },
        x(NS.sasl2, 'software', {}, this.#agent.software),
        x(NS.sasl2, 'device', {}, this.#agent.device)),
      isByToken ? x(NS.fast, 'fast', { count: this.#count(), invalidate: invalidate ? 'true' : null }) : null,
      !isByToken && tokens.includes(Token.MECHANISM)
        ? x(NS.fast, 'request-token', { mechanism: Token.MECHANISM }) : null,
      this.#session ? x(NS.sm, 'resume', { previd: this.#session, h: this.#received }) : null,
      invalidate ? null : this.#binding()));

    for (;;) {
      const answer = await this.#next();
      if (answer.localName === 'challenge' && login.answer) {
        const response = await login.answer(unbase64(answer.textContent));
        this.#raw(x(NS.sasl2, 'response', {}, base64(response)));
      } else if (answer.localName === 'success') {
        const proof = text(answer, 'additional-data');
        if (!proof || !await login.proves(unbase64(proof))) throw new StreamError('not-the-server');
        return invalidate ? undefined : this.#succeed(answer);
      } else if (answer.localName === 'failure') {
        throw this.#refusal(answer, isByToken);
      } else {
        throw streamError(answer);
      }
    }
  }

  #refusal(failure, isByToken) {
    const condition = failure.firstElementChild?.localName ?? 'not-authorized';
    if (isByToken && ['not-authorized', 'credentials-expired'].includes(condition)) {
      this.#credentials.token = null;
      if (!this.#credentials.password) return new StreamError('credentials-expired');
    }
    return new StreamError(condition);
  }

  #count() {
    this.#credentials.count = (this.#credentials.count ?? 0) + 1;
    this.#keep();
    return this.#credentials.count;
  }

  #binding() {
    return x(NS.bind2, 'bind', {},
      x(NS.bind2, 'tag', {}, 'Parley'),
      x(NS.carbons, 'enable'),
      x(NS.sm, 'enable', { resume: 'true' }));
  }

  #succeed(success) {
    this.#renew(child(success, 'token', NS.fast));
    const resumed = child(success, 'resumed', NS.sm);
    const failed = child(success, 'failed', NS.sm);
    const bound = child(success, 'bound', NS.bind2);
    if (resumed) {
      this.#acknowledge(Number(resumed.getAttribute('h')));
      this.#begin(true);
      for (const { stanza } of this.#unacknowledged) this.#raw(stanza);
      if (this.#unacknowledged.length) this.#askSoon();
      return;
    }
    if (!bound) throw new StreamError('resource-constraint');
    if (failed?.hasAttribute('h')) this.#acknowledge(Number(failed.getAttribute('h')));
    const again = this.#unacknowledged.map(each => each.stanza).filter(each => each.localName === 'message');
    this.jid = text(success, 'authorization-identifier');
    this.#session = child(bound, 'enabled', NS.sm)?.getAttribute('id') ?? null;
    this.#received = 0;
    this.#sent = 0;
    this.#unacknowledged = [];
    this.#forsake();
    this.#begin(false);
    // What the server never had is sent again, with the same id: who has it knows it.
    for (const stanza of again) this.send(stanza);
  }

  #begin(isOld) {
    this.#live = true;
    if (!this.#active) this.#raw(x(NS.csi, 'inactive'));
    this.#emit('online', isOld);
    for (const element of this.#heard.splice(0)) this.#handle(element);
  }

  #renew(token) {
    if (!token) return;
    Object.assign(this.#credentials, { token: token.getAttribute('token'), count: 0 });
    delete this.#credentials.password;
    this.#keep();
  }

  #keep() {
    const { jid, token, count } = this.#credentials;
    this.#emit('credentials', { jid: bare(jid), token, count });
  }

  // --- what comes

  #take(socket, data) {
    if (socket !== this.#socket) return;
    let element;
    try {
      element = read(data);
    } catch {
      socket.close();
      return;
    }
    clearTimeout(this.#timers.silence);
    if (this.#live) {
      this.#watch();
      this.#handle(element);
    } else if (this.#hear) {
      this.#hear(element);
    } else {
      this.#heard.push(element);
    }
  }

  #next() {
    if (this.#heard.length) return Promise.resolve(this.#heard.shift());
    if (this.#socket?.readyState !== WebSocket.OPEN) return Promise.reject(new StreamError('unreachable'));
    return new Promise((resolve, reject) => {
      this.#hear = element => {
        this.#hear = null;
        resolve(element);
      };
      this.#hear.reject = reject;
    });
  }

  async #expect(name) {
    const element = await this.#next();
    if (element.localName !== name) throw streamError(element);
    return element;
  }

  #handle(element) {
    if (element.namespaceURI === NS.sm) {
      if (element.localName === 'r') this.#raw(x(NS.sm, 'a', { h: this.#received }));
      if (element.localName === 'a') {
        this.#asked = false;
        clearTimeout(this.#timers.patience);
        this.#acknowledge(Number(element.getAttribute('h')));
      }
    } else if (isStanza(element)) {
      this.#received = (this.#received + 1) % 2 ** 32;
      if (element.localName !== 'iq' || !this.#answered(element)) this.#emit('stanza', element);
    } else if (element.localName === 'error' && element.namespaceURI === NS.stream) {
      const error = streamError(element);
      // Somebody else decided that: coming back at once would only fight with them.
      if (['conflict', 'not-authorized', 'policy-violation'].includes(error.condition)) this.#end(error);
    } else if (element.localName === 'close') {
      this.#socket?.close();
    }
  }

  #answered(iq) {
    const type = iq.getAttribute('type');
    const request = this.#requests.get(iq.getAttribute('id'));
    if ((type !== 'result' && type !== 'error') || !request) return type === 'result' || type === 'error';
    // RFC 6120 §8.2.3: from whom it was asked, or from us when nobody was named.
    const from = iq.getAttribute('from');
    const isFromIt = request.to === null
      ? !from || [bare(this.jid), this.jid, domain(this.jid)].includes(from)
      : from === request.to;
    if (!isFromIt) return true;
    this.#requests.delete(iq.getAttribute('id'));
    clearTimeout(request.timer);
    if (type === 'result') request.resolve(iq);
    else request.reject(stanzaError(iq));
    return true;
  }

  #forsake() {
    for (const { reject, timer } of this.#requests.values()) {
      clearTimeout(timer);
      reject(new StreamError('remote-server-timeout'));
    }
    this.#requests.clear();
  }

  // --- acknowledging (XEP-0198)

  #acknowledge(h) {
    while (this.#unacknowledged.length && (h - this.#unacknowledged[0].number) % 2 ** 32 >= 0) {
      this.#emit('acknowledged', this.#unacknowledged.shift().stanza);
    }
  }

  #askSoon() {
    this.#timers.ask ??= setTimeout(() => {
      this.#timers.ask = null;
      this.#ask();
    }, 50);
  }

  #ask() {
    if (!this.#live || this.#asked || !this.#session) return;
    this.#asked = true;
    this.#raw(x(NS.sm, 'r'));
    const socket = this.#socket;
    this.#timers.patience = setTimeout(() => this.#lost(socket), PATIENCE_MS);
  }

  #watch() {
    clearTimeout(this.#timers.silence);
    this.#timers.silence = setTimeout(() => this.#ask(), SILENCE_MS);
  }

  // --- losing it

  #lost(socket) {
    if (socket !== this.#socket) return;
    const wasLive = this.#live;
    this.#socket = null;
    this.#live = false;
    this.#asked = false;
    clearTimeout(this.#timers.patience);
    clearTimeout(this.#timers.silence);
    socket.onclose = null;
    socket.close();
    this.#hear?.reject(new StreamError('unreachable'));
    this.#hear = null;
    if (wasLive && this.#wanted) {
      this.#emit('offline');
      this.#retry(this.#pause());
    }
  }

  #pause() {
    const longest = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.#attempt++);
    return longest / 2 + Math.random() * longest / 2;
  }

  #retry(pause) {
    clearTimeout(this.#timers.retry);
    this.#timers.retry = setTimeout(async () => {
      if (!this.#wanted || this.#socket) return;
      try {
        await this.#connect();
      } catch (failure) {
        const isFinal = ['credentials-expired', 'not-authorized', 'account-disabled', 'not-the-server'];
        if (isFinal.includes(failure.condition)) this.#end(failure);
        else if (this.#wanted) this.#retry(this.#pause());
      }
    }, pause);
  }

  #end(reason) {
    this.#give(reason);
    this.#socket?.close();
    this.#emit('ended', reason);
  }

  #give() {
    this.#wanted = false;
    removeEventListener('online', this.#now);
    removeEventListener('offline', this.#suspect);
    Object.values(this.#timers).forEach(clearTimeout);
    this.#forsake();
  }

  #raw(element) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(write(element));
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function streamError(element) {
  const condition = [...element.children].find(each => each.localName !== 'text')?.localName;
  return new StreamError(condition ?? 'undefined-condition');
}

export function stanzaError(stanza) {
  const error = child(stanza, 'error', NS.client);
  const condition = [...error?.children ?? []]
    .find(each => each.namespaceURI === NS.stanzas && each.localName !== 'text')?.localName;
  return new StreamError(condition ?? 'undefined-condition', text(error, 'text', NS.stanzas) || condition);
}

/** Makes an account in a stream of its own (XEP-0077 §3.1). */
export async function register(url, jid, password) {
  const socket = new WebSocket(url, 'xmpp');
  const queue = [];
  let wake = null;
  socket.onmessage = event => {
    queue.push(read(event.data));
    wake?.();
  };
  const next = async () => {
    while (!queue.length) await new Promise(resolve => { wake = resolve; });
    return queue.shift();
  };
  try {
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new StreamError('unreachable'));
    });
    socket.onclose = () => wake?.(queue.push(x(NS.stream, 'error')));
    socket.send(write(x(NS.framing, 'open', { to: domain(jid), version: '1.0' })));
    await next();
    await next();
    socket.send(write(x(NS.client, 'iq', { type: 'set', id: 'register', to: domain(jid) },
      x(NS.register, 'query', {},
        x(NS.register, 'username', {}, local(jid)), x(NS.register, 'password', {}, password)))));
    const answer = await next();
    if (answer.getAttribute('type') !== 'result') throw stanzaError(answer);
  } finally {
    socket.onclose = null;
    socket.close();
  }
}
