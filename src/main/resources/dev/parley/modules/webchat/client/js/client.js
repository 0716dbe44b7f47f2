// What a chat client does with its session; changes `state`, knows nothing of how that is shown.

import { NS, x, child, children, text, form } from './xml.js';
import { bare, resource, local, domain } from './jid.js';
import { Stream, newId, stanzaError } from './stream.js';
import { state, changed, chat } from './state.js';
import { parse, add, correct, retract, progress } from './messages.js';
import { base64, bytes, unbase64 } from './scram.js';
import * as keep from './keep.js';

const PAGE = 50;
const RECENT = 150;
const CATCH_UP_PAGES = 20;
const TYPING_MS = 15_000;
const AVATAR_BYTES = 200_000;
const RETURNS = 5;
const TEMPORARY = ['remote-server-timeout', 'service-unavailable', 'resource-constraint', 'internal-server-error',
  'remote-server-not-found'];
const FEATURES = [
  NS.info, NS.receipts, NS.states, NS.markers, NS.correct, NS.retract, NS.oob, NS.ping, NS.conference,
  NS.avatarMetadata + '+notify', NS.nick + '+notify', NS.bookmarks + '+notify', NS.displayed + '+notify',
].sort();
const IDENTITY = { category: 'client', type: 'web', name: 'Parley' };
const CAPS_NODE = 'https://parley.dev/chat';

export class Client {
  /** Called with a message that came now, and whether it is one to tell people of. */
  onMessage = () => {};
  onEnd = () => {};
  #stream; #newest = null; #typing = null; #caps = null; #isFirst = true; #isOver = false;

  constructor(credentials, agent) {
    const url = new URL(state.settings.websocket, location.href);
    url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
    this.#stream = new Stream(url, credentials, agent);
    const on = (name, handler) => this.#stream.addEventListener(name, event => handler(event.detail));
    on('online', isOld => this.#online(isOld));
    on('offline', () => this.#offline());
    on('ended', reason => {
      this.#isOver = true;
      this.onEnd(reason);
    });
    on('credentials', known => keep.credentials(known));
    on('stanza', stanza => this.#stanza(stanza));
    on('acknowledged', stanza => this.#acknowledged(stanza));
    state.me = bare(credentials.jid);
  }

  start() {
    return this.#stream.start();
  }

  stop(forget) {
    this.#isOver = true;
    return forget ? this.#stream.forget() : this.#stream.stop();
  }

  looking(isLooking) {
    this.#stream.active = isLooking;
    if (isLooking && state.open) this.read(state.open);
  }

  // --- coming and going

  async #online(isOld) {
    state.online = true;
    changed();
    if (isOld) return;
    // A new session is in no room.
    for (const each of state.chats.values()) {
      if (each.isRoom && each.phase !== 'left') each.phase = 'lost';
    }
    try {
      const query = this.#stream.iq('get', null, x(NS.roster, 'query'));
      this.#caps ??= await capabilities();
      const roster = await query;
      state.contacts.clear();
      children(child(roster, 'query', NS.roster), 'item').forEach(item => this.#contact(item));
      state.presences.clear();
      this.presence();
      await Promise.allSettled([this.#discover(), this.#profile(), this.#rooms(), this.#catchUp()]);
      if (this.#isFirst) await this.#markers().catch(() => {});
      // Another window may have taken the session while this one was still reading.
      if (this.#isOver) return;
      this.#isFirst = false;
      state.phase = 'ready';
      changed();
    } catch (failure) {
      if (state.online && !this.#isOver) throw failure;
    }
  }

  #offline() {
    state.online = false;
    changed();
  }

  presence(to = null) {
    this.#stream.send(x(NS.client, 'presence', { to },
      state.show ? x(NS.client, 'show', {}, state.show) : null,
      state.status ? x(NS.client, 'status', {}, state.status) : null,
      this.#capsElement()));
  }

  #capsElement() {
    return x(NS.caps, 'c', { hash: 'sha-1', node: CAPS_NODE, ver: this.#caps });
  }

  /** Finds the services of rooms and of files. */
  async #discover() {
    const items = await this.#stream.iq('get', domain(state.me), x(NS.items, 'query'));
    const found = children(child(items, 'query', NS.items), 'item').map(item => item.getAttribute('jid'));
    await Promise.allSettled(found.slice(0, 20).map(async jid => {
      const info = child(await this.#stream.iq('get', jid, x(NS.info, 'query')), 'query', NS.info);
      const features = children(info, 'feature').map(each => each.getAttribute('var'));
      const isOfRooms = children(info, 'identity').some(each => each.getAttribute('category') === 'conference');
      if (isOfRooms && features.includes(NS.muc)) state.rooms ??= jid;
      if (features.includes(NS.upload)) {
        state.files = jid;
        const size = children(child(info, 'x', NS.form), 'field')
          .find(field => field.getAttribute('var') === 'max-file-size');
        state.largest = Number(text(size, 'value')) || Infinity;
      }
    }));
    changed();
  }

  // --- stanzas

  #stanza(stanza) {
    const kind = stanza.localName;
    if (kind === 'message') this.#message(stanza);
    else if (kind === 'presence') this.#presence(stanza);
    else this.#asked(stanza);
    changed();
  }

  #asked(iq) {
    const from = iq.getAttribute('from');
    const id = iq.getAttribute('id');
    const query = iq.firstElementChild;
    const answer = payload => this.#stream.send(x(NS.client, 'iq', { type: 'result', to: from, id }, payload));
    const isOwn = !from || from === state.me || from === domain(state.me);
    if (iq.getAttribute('type') === 'set' && query?.namespaceURI === NS.roster && isOwn) {
      children(query, 'item').forEach(item => this.#contact(item));
      answer(null);
    } else if (iq.getAttribute('type') === 'get' && query?.namespaceURI === NS.info) {
      answer(x(NS.info, 'query', { node: query.getAttribute('node') },
        x(NS.info, 'identity', IDENTITY), FEATURES.map(each => x(NS.info, 'feature', { var: each }))));
    } else if (iq.getAttribute('type') === 'get' && query?.namespaceURI === NS.ping) {
      answer(null);
    } else {
      this.#stream.send(x(NS.client, 'iq', { type: 'error', to: from, id },
        x(NS.client, 'error', { type: 'cancel' }, x(NS.stanzas, 'service-unavailable'))));
    }
  }

  #contact(item) {
    const jid = item.getAttribute('jid');
    const subscription = item.getAttribute('subscription') ?? 'none';
    if (subscription === 'remove') {
      state.contacts.delete(jid);
      state.presences.delete(jid);
      return;
    }
    state.contacts.set(jid, {
      name: item.getAttribute('name') ?? '', subscription,
      ask: item.getAttribute('ask') === 'subscribe',
      groups: children(item, 'group').map(group => group.textContent),
    });
    chat(jid);
  }

  #presence(presence) {
    const from = presence.getAttribute('from') ?? state.me;
    const type = presence.getAttribute('type');
    const who = bare(from);
    const user = child(presence, 'x', NS.mucUser);
    const room = state.chats.get(who);
    if (room?.isRoom && room.phase !== 'left') {
      this.#occupant(room, presence, user, type);
    } else if (type === 'subscribe') {
      const known = state.contacts.get(who);
      // Whom we have asked ourselves may see us, too.
      if (known?.ask || known?.subscription === 'to') this.#stream.send(x(NS.client, 'presence', { to: who, type: 'subscribed' }));
      else state.requests.set(who, text(presence, 'status', NS.client) ?? '');
    } else if (type === 'unsubscribe' || type === 'unsubscribed') {
      state.requests.delete(who);
    } else if (type === 'unavailable' || type === null) {
      const all = state.presences.get(who) ?? new Map();
      if (type === null) {
        all.set(resource(from), {
          show: text(presence, 'show', NS.client) ?? '', status: text(presence, 'status', NS.client) ?? '',
          priority: Number(text(presence, 'priority', NS.client) ?? 0),
        });
      } else {
        all.delete(resource(from));
      }
      state.presences.set(who, all);
    }
  }

  #message(stanza) {
    const from = stanza.getAttribute('from') ?? state.me;
    const carbon = child(stanza, 'received', NS.carbons) ?? child(stanza, 'sent', NS.carbons);
    const result = child(stanza, 'result', NS.mam);
    if (carbon) {
      const inner = child(child(carbon, 'forwarded', NS.forward), 'message', NS.client);
      // XEP-0280 §11: only our own server copies our messages.
      if (from === state.me && inner) this.#take(parse(inner, state.me), inner, true);
      return;
    }
    if (result) {
      this.#results.get(result.getAttribute('queryid'))?.(from, result);
      return;
    }
    const event = child(stanza, 'event', NS.event);
    if (event) {
      this.#event(from, event);
      return;
    }
    const room = bare(from);
    const invitation = child(child(stanza, 'x', NS.mucUser), 'invite');
    if (invitation && stanza.getAttribute('type') !== 'groupchat') {
      state.invitations.set(room, {
        from: invitation.getAttribute('from') ?? room,
        reason: text(invitation, 'reason') ?? '',
        password: text(child(stanza, 'x', NS.mucUser), 'password'),
      });
      return;
    }
    if (stanza.getAttribute('type') === 'error') {
      const failed = state.chats.get(room);
      const id = stanza.getAttribute('id');
      const message = failed?.messages.findLast(each => each.isOurs && each.id === id);
      if (message) this.#bounced(failed, message, stanzaError(stanza));
      return;
    }
    const by = stanza.getAttribute('type') === 'groupchat' ? room : state.me;
    this.#take(parse(stanza, state.me, { by }), stanza, false);
  }

  /** What was written while a room was out of reach goes there when we are in it again. */
  #bounced(target, message, error) {
    if (target.isRoom && error.condition === 'not-acceptable' && ['lost', 'joining'].includes(target.phase)) {
      target.waiting.push(message);
    } else {
      Object.assign(message, { progress: 'failed', failure: error.message });
    }
  }

  #take(read, stanza, isCopy) {
    if (read.isRoom) {
      const room = state.chats.get(read.chat);
      if (!room?.isRoom || isCopy) return;
      const subject = child(stanza, 'subject', NS.client);
      if (subject && read.body === null) {
        room.subject = subject.textContent;
        return;
      }
      read.isOurs = read.nick !== '' && read.nick === room.nick;
    }
    this.#apply(read, !read.isDelayed, isCopy);
  }

  /** Does what a message says, be it new or from an archive. */
  #apply(read, isLive, isCopy = false) {
    const known = state.chats.get(read.chat);
    if (read.received && known) progress(known, read.received, 'received');
    if (read.displayed) this.#displayed(read, known);
    if (isLive && read.state && !read.isOurs && known) this.#wrote(known, read);
    if (read.retracted) {
      if (known) retract(known, read);
      return null;
    }
    if (read.replaced && known && correct(known, read)) return null;
    if ((read.body === null && !read.isGone) || read.type === 'headline') return null;
    const target = known ?? chat(read.chat);
    // From an occupant of a room, to us alone (XEP-0045 §7.5).
    if (target.isRoom && !read.isRoom && !read.isOurs) Object.assign(read, { nick: resource(read.from), isPrivate: true });
    const message = add(target, read);
    if (read.sid && !read.isRoom && (isLive || this.#isFirst)) this.#newest = read.sid;
    if (!message) return null;
    target.typing.delete(read.nick ?? '');
    if (isLive) this.#arrived(target, message, isCopy);
    return message;
  }

  #arrived(target, message, isCopy) {
    if (message.isOurs) {
      target.unread = 0;
      return;
    }
    if (message.wantsReceipt && message.id && !isCopy && !message.isRoom && state.contacts.has(target.jid)) {
      this.#tell(message.from, x(NS.receipts, 'received', { id: message.id }));
    }
    const isMention = message.isRoom && mentions(message.body, target.nick);
    if (state.open === target.jid && !document.hidden && document.hasFocus()) {
      this.read(target.jid);
    } else {
      target.unread++;
      target.mentioned ||= isMention;
    }
    if (!isCopy) this.onMessage(target, message, !message.isRoom || isMention);
  }

  #displayed(read, known) {
    if (!known) return;
    if (read.isOurs) {
      // Another device of ours has read it.
      const at = known.messages.findLastIndex(each => each.id === read.displayed || each.sid === read.displayed);
      if (at >= 0) this.#seen(known, at);
    } else if (!read.isRoom) {
      progress(known, read.displayed, 'read', true);
    }
  }

  #seen(target, at) {
    target.displayed = target.messages[at].sid;
    target.unread = target.messages.slice(at + 1).filter(each => !each.isOurs).length;
    if (!target.unread) target.mentioned = false;
  }

  #wrote(target, read) {
    const who = read.nick ?? '';
    clearTimeout(target.typing.get(who));
    target.typing.delete(who);
    if (read.state === 'composing' && read.nick !== target.nick) {
      target.typing.set(who, setTimeout(() => {
        target.typing.delete(who);
        changed();
      }, TYPING_MS));
    }
  }

  #acknowledged(stanza) {
    if (stanza.localName !== 'message' || stanza.getAttribute('type') !== 'chat') return;
    const target = state.chats.get(bare(stanza.getAttribute('to')));
    if (target) {
      progress(target, stanza.getAttribute('id'), 'sent');
      changed();
    }
  }

  #tell(to, ...payload) {
    this.#stream.send(x(NS.client, 'message', { to, type: 'chat', id: newId() },
      payload, x(NS.hints, 'store')));
  }

  // --- what people do

  /** Sends text, or the address of a file. */
  write(jid, body, { file = null, replaces = null } = {}) {
    const target = chat(jid);
    const id = newId();
    const type = target.isRoom ? 'groupchat' : 'chat';
    const stanza = x(NS.client, 'message', { to: jid, type, id },
      x(NS.client, 'body', {}, body),
      file ? x(NS.oob, 'x', {}, x(NS.oob, 'url', {}, file)) : null,
      replaces ? x(NS.correct, 'replace', { id: replaces }) : null,
      x(NS.states, 'active'),
      target.isRoom ? null : x(NS.receipts, 'request'),
      x(NS.markers, 'markable'));
    const read = parse(stanza, state.me);
    Object.assign(read, {
      chat: jid, isOurs: true, file, time: Date.now(), progress: 'sending',
      from: target.isRoom ? `${jid}/${target.nick}` : state.me, nick: target.isRoom ? target.nick : null,
    });
    if (replaces) correct(target, read);
    else add(target, read);
    target.unread = 0;
    this.#stream.send(stanza);
    clearTimeout(this.#typing?.timer);
    this.#typing = null;
    changed();
  }

  /** Sends what did not arrive once more. */
  again(jid, message) {
    const { messages } = chat(jid);
    messages.splice(messages.indexOf(message), 1);
    this.write(jid, message.body, { file: message.file });
  }

  /** Takes a message of ours back, where the others' clients can do that. */
  retract(jid, message) {
    const target = chat(jid);
    const id = target.isRoom ? message.sid : message.id;
    this.#stream.send(x(NS.client, 'message', { to: jid, type: target.isRoom ? 'groupchat' : 'chat', id: newId() },
      x(NS.retract, 'retract', { id }),
      x(NS.client, 'body', {}, '/me retracted a message'),
      x('urn:xmpp:fallback:0', 'fallback', { for: NS.retract }),
      x(NS.hints, 'store')));
    if (!target.isRoom) Object.assign(message, { body: null, file: null, isGone: true });
    changed();
  }

  /** Has the room take somebody's message back, as its moderators may (XEP-0425 §4.1). */
  moderate(jid, message) {
    this.#stream.iq('set', jid, x(NS.moderate, 'moderate', { id: message.sid }, x(NS.retract, 'retract'))).catch(() => {});
  }

  /** Tells that somebody types here, and after a while, or at once if nothing is left, that they stopped. */
  typing(jid, isWriting = true) {
    const target = chat(jid);
    if (target.isRoom || !state.contacts.has(jid)) return;
    const say = name => this.#stream.send(x(NS.client, 'message', { to: jid, type: 'chat', id: newId() },
      x(NS.states, name), x(NS.hints, 'no-store')));
    if (!isWriting) {
      clearTimeout(this.#typing?.timer);
      this.#typing = null;
      say('active');
      return;
    }
    if (this.#typing?.jid !== jid) say('composing');
    clearTimeout(this.#typing?.timer);
    const timer = setTimeout(() => {
      this.#typing = null;
      say('paused');
    }, 5_000);
    this.#typing = { jid, timer };
  }

  /** Marks all of a chat as read, here and on our other devices (XEP-0333, XEP-0490). */
  read(jid) {
    const target = state.chats.get(jid);
    if (!target) return;
    const newest = target.messages.findLast(each => !each.isOurs && each.sid);
    const had = target.unread;
    target.unread = 0;
    target.mentioned = false;
    if (!newest || newest.sid === target.told) return;
    const isKnown = target.told === null && target.displayed === newest.sid;
    target.told = newest.sid;
    target.displayed = newest.sid;
    if (isKnown && !had) return;
    if (newest.wantsMarker && !newest.isRoom && state.contacts.has(jid)) {
      this.#tell(bare(newest.from), x(NS.markers, 'displayed', { id: newest.id }));
    }
    this.#publish(NS.displayed, jid,
      x(NS.displayed, 'displayed', {}, x(NS.sid, 'stanza-id', { id: newest.sid, by: newest.isRoom ? jid : state.me })),
      { 'pubsub#send_last_published_item': 'never', 'pubsub#max_items': 'max' }).catch(() => {});
    changed();
  }

  async addContact(jid, name) {
    await this.#stream.iq('set', null, x(NS.roster, 'query', {}, x(NS.roster, 'item', { jid, name: name || null })));
    this.#stream.send(x(NS.client, 'presence', { to: jid, type: 'subscribe' }));
    chat(jid);
  }

  async removeContact(jid) {
    await this.#stream.iq('set', null,
      x(NS.roster, 'query', {}, x(NS.roster, 'item', { jid, subscription: 'remove' })));
  }

  rename(jid, name) {
    const groups = state.contacts.get(jid)?.groups ?? [];
    return this.#stream.iq('set', null, x(NS.roster, 'query', {},
      x(NS.roster, 'item', { jid, name: name || null }, groups.map(group => x(NS.roster, 'group', {}, group)))));
  }

  answer(jid, isWelcome) {
    state.requests.delete(jid);
    this.#stream.send(x(NS.client, 'presence', { to: jid, type: isWelcome ? 'subscribed' : 'unsubscribed' }));
    const known = state.contacts.get(jid)?.subscription;
    if (isWelcome && known !== 'to' && known !== 'both') {
      this.addContact(jid, '').catch(() => {});
    }
    changed();
  }

  // --- archives (XEP-0313)

  #results = new Map();

  /** One page, oldest first: { messages, isComplete, first, last }. */
  async #page(owner, fields, set) {
    const queryid = newId();
    const messages = [];
    this.#results.set(queryid, (from, result) => {
      // Nobody but the archive says what is in it.
      if (bare(from) !== (owner ?? state.me)) return;
      const forwarded = child(result, 'forwarded', NS.forward);
      const message = child(forwarded, 'message', NS.client);
      const stamp = child(forwarded, 'delay', NS.delay)?.getAttribute('stamp');
      if (message) messages.push({ message, archived: result.getAttribute('id'), time: Date.parse(stamp) });
    });
    try {
      const answer = await this.#stream.iq('set', owner,
        x(NS.mam, 'query', { queryid },
          Object.keys(fields).length ? form(NS.mam, fields) : null,
          x(NS.rsm, 'set', {}, Object.entries(set).map(([name, value]) => x(NS.rsm, name, {}, String(value))))));
      const fin = child(answer, 'fin', NS.mam);
      return { messages, isComplete: fin?.getAttribute('complete') === 'true',
        last: text(child(fin, 'set', NS.rsm), 'last') };
    } finally {
      this.#results.delete(queryid);
    }
  }

  #store({ message, archived, time }, room = null) {
    const read = parse(message, state.me, { archived, time });
    if (room) {
      if (read.chat !== room.jid) return null;
      read.isOurs = read.nick === room.nick;
    } else if (read.isRoom) {
      return null;
    }
    return this.#apply(read, false);
  }

  /** What happened while we were away: all of it if we were here before, else the newest. */
  async #catchUp() {
    if (!this.#newest) {
      const page = await this.#page(null, {}, { max: RECENT, before: '' });
      page.messages.forEach(each => this.#store(each));
      this.#newest ??= page.messages.at(-1)?.archived ?? null;
      return;
    }
    for (let i = 0; i < CATCH_UP_PAGES; i++) {
      const page = await this.#page(null, {}, { max: 100, after: this.#newest });
      for (const each of page.messages) {
        const message = this.#store(each);
        this.#newest = each.archived;
        if (message && !message.isOurs) chat(message.chat).unread++;
      }
      if (page.isComplete || !page.messages.length) return;
    }
  }

  /** Loads what is older than what is there. */
  async older(jid) {
    const target = chat(jid);
    if (target.isLoading || target.isComplete || !state.online || (target.isRoom && target.phase !== 'joined')) return;
    target.isLoading = true;
    changed();
    try {
      const oldest = target.messages.find(each => each.sid)?.sid ?? '';
      const page = await this.#page(target.isRoom ? jid : null, target.isRoom ? {} : { with: jid },
        { max: PAGE, before: oldest });
      page.messages.forEach(each => this.#store(each, target.isRoom ? target : null));
      target.isComplete = page.isComplete || !page.messages.length;
    } catch {
      target.isComplete = true;
    } finally {
      target.isLoading = false;
      target.isAsked = true;
      changed();
    }
  }

  /** Searches the archive of a chat for words (XEP-0431). */
  async search(jid, words) {
    const target = chat(jid);
    const field = '{urn:xmpp:fulltext:0}fulltext';
    const fields = target.isRoom ? { [field]: words } : { with: jid, [field]: words };
    const page = await this.#page(target.isRoom ? jid : null, fields, { max: PAGE, before: '' });
    return page.messages.map(({ message, archived, time }) => {
      const read = parse(message, state.me, { archived, time });
      if (target.isRoom) read.isOurs = read.nick === target.nick;
      return read;
    }).filter(each => each.body).reverse();
  }

  // --- what is published (XEP-0163)

  #publish(node, id, payload, options = {}) {
    const all = { 'pubsub#persist_items': 'true', 'pubsub#access_model': 'whitelist', ...options };
    return this.#stream.iq('set', null, x(NS.pubsub, 'pubsub', {},
      x(NS.pubsub, 'publish', { node }, x(NS.pubsub, 'item', { id }, payload)),
      x(NS.pubsub, 'publish-options', {}, form(NS.publishOptions, all))));
  }

  async #items(node, owner = null, ids = []) {
    const answer = await this.#stream.iq('get', owner, x(NS.pubsub, 'pubsub', {},
      x(NS.pubsub, 'items', { node }, ids.map(id => x(NS.pubsub, 'item', { id })))));
    return children(child(child(answer, 'pubsub', NS.pubsub), 'items'), 'item');
  }

  #event(from, event) {
    const items = child(event, 'items');
    const node = items?.getAttribute('node');
    const owner = bare(from);
    const isOurs = owner === state.me;
    for (const item of children(items, 'item')) {
      if (node === NS.avatarMetadata) this.#avatar(owner, item);
      else if (node === NS.nick && isOurs) state.nick = text(item, 'nick', NS.nick) ?? '';
      else if (node === NS.displayed && isOurs) this.#marker(item);
      else if (node === NS.bookmarks && isOurs) this.#bookmark(item);
    }
    if (node === NS.bookmarks && isOurs) {
      for (const gone of children(items, 'retract')) this.leave(gone.getAttribute('id'), false);
    }
  }

  async #profile() {
    const [nick] = await this.#items(NS.nick).catch(() => []);
    if (nick) state.nick = text(nick, 'nick', NS.nick) ?? '';
    const [avatar] = await this.#items(NS.avatarMetadata).catch(() => []);
    if (avatar) await this.#avatar(state.me, avatar);
  }

  setNick(nick) {
    state.nick = nick;
    changed();
    return this.#publish(NS.nick, 'current', x(NS.nick, 'nick', {}, nick), { 'pubsub#access_model': 'presence' });
  }

  async #avatar(owner, item) {
    const info = child(child(item, 'metadata', NS.avatarMetadata), 'info');
    const hash = info?.getAttribute('id');
    if (!hash) {
      state.avatars.delete(owner);
      return;
    }
    if (state.avatars.get(owner)?.hash === hash || Number(info.getAttribute('bytes')) > AVATAR_BYTES) return;
    const type = info.getAttribute('type');
    if (!['image/png', 'image/jpeg', 'image/webp', 'image/gif'].includes(type)) return;
    state.avatars.set(owner, { hash, url: null });
    try {
      const [data] = await this.#items(NS.avatarData, owner === state.me ? null : owner, [hash]);
      const picture = unbase64((text(data, 'data', NS.avatarData) ?? '').replace(/\s/g, ''));
      if (picture.length > AVATAR_BYTES) return;
      const url = URL.createObjectURL(new Blob([picture], { type }));
      state.avatars.set(owner, { hash, url });
      changed();
    } catch {
      state.avatars.delete(owner);
    }
  }

  /** Publishes a picture of ours, a small PNG. */
  async setAvatar(blob, size) {
    const data = new Uint8Array(await blob.arrayBuffer());
    const hash = hex(new Uint8Array(await crypto.subtle.digest('SHA-1', data)));
    const seen = { 'pubsub#access_model': 'presence' };
    await this.#publish(NS.avatarData, hash, x(NS.avatarData, 'data', {}, base64(data)), seen);
    await this.#publish(NS.avatarMetadata, hash, x(NS.avatarMetadata, 'metadata', {},
      x(NS.avatarMetadata, 'info',
        { id: hash, bytes: data.length, type: blob.type, width: size, height: size })), seen);
    state.avatars.set(state.me, { hash, url: URL.createObjectURL(blob) });
    changed();
  }

  /** How far our devices have read. */
  async #markers() {
    (await this.#items(NS.displayed)).forEach(item => this.#marker(item));
    for (const each of state.chats.values()) {
      // Never read anywhere: only what came since the last thing we wrote is new.
      if (each.displayed === null && !each.isRoom) {
        const ours = each.messages.findLastIndex(message => message.isOurs);
        each.unread = each.messages.slice(ours + 1).length;
      }
    }
  }

  #marker(item) {
    const target = state.chats.get(item.getAttribute('id'));
    const sid = child(child(item, 'displayed', NS.displayed), 'stanza-id', NS.sid)?.getAttribute('id');
    if (!target || !sid) return;
    const at = target.messages.findLastIndex(each => each.sid === sid);
    target.displayed = sid;
    if (at >= 0) this.#seen(target, at);
    else if (this.#isFirst) target.unread = target.messages.filter(each => !each.isOurs).length;
  }

  // --- rooms (XEP-0045, XEP-0402)

  async #rooms() {
    const items = await this.#items(NS.bookmarks).catch(() => []);
    items.forEach(item => this.#bookmark(item));
    for (const each of state.chats.values()) {
      if (each.isRoom && each.phase === 'lost') this.#return(each);
    }
  }

  #bookmark(item) {
    const jid = item.getAttribute('id');
    const conference = child(item, 'conference', NS.bookmarks);
    if (!conference || !jid) return;
    const room = chat(jid, true);
    room.name = conference.getAttribute('name') ?? '';
    room.password = text(conference, 'password') ?? room.password;
    const nick = text(conference, 'nick');
    const autojoin = ['true', '1'].includes(conference.getAttribute('autojoin'));
    if (autojoin && room.phase === 'left') {
      room.nick = nick || this.#ownNick();
      this.#return(room);
    }
  }

  /** Enters again and again while it is the server that cannot yet. */
  async #return(room) {
    for (let attempt = 1; attempt <= RETURNS && state.online; attempt++) {
      await this.#enter(room);
      if (room.phase !== 'left' || !TEMPORARY.includes(room.failure)) return;
      await new Promise(resolve => { setTimeout(resolve, attempt * 2_000); });
      if (room.phase !== 'left' || !state.chats.has(room.jid)) return;
    }
  }

  #ownNick = () => state.nick || local(state.me);

  /** Enters a room and remembers it; makes it if there is none. */
  async join(jid, { name = '', password = null } = {}) {
    const room = chat(jid, true);
    room.name = name || room.name;
    room.password = password ?? room.password;
    room.nick = this.#ownNick();
    state.invitations.delete(jid);
    if (room.phase !== 'joined') await this.#enter(room);
    if (room.phase !== 'joined') return;
    await this.#publish(NS.bookmarks, jid,
      x(NS.bookmarks, 'conference', { name: room.name || null, autojoin: 'true' },
        x(NS.bookmarks, 'nick', {}, room.nick),
        room.password ? x(NS.bookmarks, 'password', {}, room.password) : null),
      { 'pubsub#send_last_published_item': 'never', 'pubsub#max_items': 'max' });
  }

  #enter(room) {
    room.phase = 'joining';
    room.failure = null;
    room.occupants.clear();
    changed();
    const hasArchive = room.messages.some(each => each.sid);
    this.#stream.send(x(NS.client, 'presence', { to: `${room.jid}/${room.nick}` },
      x(NS.muc, 'x', {},
        room.password ? x(NS.muc, 'password', {}, room.password) : null,
        x(NS.muc, 'history', hasArchive
          ? { since: new Date(room.messages.at(-1).time).toISOString() } : { maxstanzas: 30 })),
      this.#capsElement()));
    return new Promise(resolve => {
      room.settled = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        if (room.phase === 'joining') Object.assign(room, { phase: 'left', failure: 'remote-server-timeout' });
        changed();
        resolve();
      }, 15_000);
    });
  }

  #occupant(room, presence, user, type) {
    const nick = resource(presence.getAttribute('from'));
    const codes = children(user, 'status').map(each => each.getAttribute('code'));
    const item = child(user, 'item');
    const isSelf = codes.includes('110') || nick === room.nick;
    if (type === 'error') {
      this.#refused(room, stanzaError(presence).condition);
    } else if (type === 'unavailable') {
      room.occupants.delete(nick);
      if (codes.includes('303') && isSelf) {
        room.nick = item?.getAttribute('nick') ?? room.nick;
      } else if (isSelf && room.phase !== 'joining') {
        room.phase = 'left';
        room.occupants.clear();
        room.failure = codes.includes('307') ? 'kicked' : codes.includes('301') ? 'banned'
          : child(user, 'destroy') ? 'destroyed' : null;
      }
    } else if (type === null) {
      room.occupants.set(nick, {
        nick, jid: item?.getAttribute('jid') ?? null,
        role: item?.getAttribute('role') ?? 'participant',
        affiliation: item?.getAttribute('affiliation') ?? 'none',
        show: text(presence, 'show', NS.client) ?? '',
      });
      if (isSelf) this.#entered(room, nick, codes);
    }
  }

  #refused(room, condition) {
    if (room.phase !== 'joining') return;
    if (condition === 'conflict' && room.nick.length < 60) {
      room.nick += '_';
      this.#enter(room).then(room.settled);
      return;
    }
    room.phase = 'left';
    room.failure = condition;
    room.settled?.();
  }

  #entered(room, nick, codes) {
    const isNew = room.phase !== 'joined';
    room.nick = nick;
    room.phase = 'joined';
    if (codes.includes('201')) {
      // A room of ours that nobody has set up (XEP-0045 §10.1.3): it stays when nobody is there.
      const field = (name, value) => x(NS.form, 'field', { var: name }, x(NS.form, 'value', {}, value));
      this.#stream.iq('set', room.jid, x(NS.mucOwner, 'query', {}, x(NS.form, 'x', { type: 'submit' },
        field('FORM_TYPE', `${NS.muc}#roomconfig`),
        field('muc#roomconfig_persistentroom', '1'),
        room.name ? field('muc#roomconfig_roomname', room.name) : null))).catch(() => {});
    }
    for (const message of room.waiting.splice(0)) this.again(room.jid, message);
    room.settled?.();
    if (isNew && !room.name) {
      this.#stream.iq('get', room.jid, x(NS.info, 'query')).then(info => {
        const identity = child(child(info, 'query', NS.info), 'identity');
        room.name = identity?.getAttribute('name') ?? '';
        changed();
      }).catch(() => {});
    }
  }

  leave(jid, isForgotten = true) {
    const room = state.chats.get(jid);
    if (!room?.isRoom) return;
    if (room.phase === 'joined') {
      this.#stream.send(x(NS.client, 'presence', { to: `${jid}/${room.nick}`, type: 'unavailable' }));
    }
    room.phase = 'left';
    state.chats.delete(jid);
    if (state.open === jid) state.open = null;
    if (isForgotten) {
      this.#stream.iq('set', null, x(NS.pubsub, 'pubsub', {},
        x(NS.pubsub, 'retract', { node: NS.bookmarks, notify: 'true' }, x(NS.pubsub, 'item', { id: jid }))))
        .catch(() => {});
    }
    changed();
  }

  invite(room, jid) {
    this.#stream.send(x(NS.client, 'message', { to: room, id: newId() },
      x(NS.mucUser, 'x', {}, x(NS.mucUser, 'invite', { to: jid }))));
  }

  /** The rooms that anybody may know of: { jid, name }. */
  async publicRooms() {
    if (!state.rooms) return [];
    const answer = await this.#stream.iq('get', state.rooms, x(NS.items, 'query'));
    return children(child(answer, 'query', NS.items), 'item')
      .map(item => ({ jid: item.getAttribute('jid'), name: item.getAttribute('name') || '' }));
  }

  // --- files (XEP-0363)

  /** Uploads a file and sends its address; `file` is shown in the chat meanwhile. */
  async upload(jid, file) {
    const target = chat(jid);
    const upload = { name: file.name, part: 0, failure: null };
    target.uploads.push(upload);
    changed();
    try {
      const name = file.name.replaceAll(/[/\\]/g, '_').slice(-120) || 'file';
      const answer = await this.#stream.iq('get', state.files,
        x(NS.upload, 'request', { filename: name, size: file.size, 'content-type': file.type || null }));
      const slot = child(answer, 'slot', NS.upload);
      const put = child(slot, 'put').getAttribute('url');
      const get = child(slot, 'get').getAttribute('url');
      if (!put.startsWith('https:') || !get.startsWith('https:')) throw new Error('not HTTPS');
      await send(put, file, part => {
        upload.part = part;
        changed();
      });
      target.uploads.splice(target.uploads.indexOf(upload), 1);
      this.write(jid, get, { file: get });
    } catch (failure) {
      upload.failure = failure.message;
      changed();
    }
  }
}

function send(url, file, onPart) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    if (file.type) request.setRequestHeader('Content-Type', file.type);
    request.upload.onprogress = event => onPart(event.loaded / event.total);
    request.onload = () => request.status === 201 ? resolve() : reject(new Error(String(request.status)));
    request.onerror = () => reject(new Error('unreachable'));
    request.send(file);
  });
}

const hex = data => [...data].map(octet => octet.toString(16).padStart(2, '0')).join('');

/** The hash of what we can do (XEP-0115 §5.1). */
async function capabilities() {
  const { category, type, name } = IDENTITY;
  const said = `${category}/${type}//${name}<${FEATURES.join('<')}<`;
  return base64(new Uint8Array(await crypto.subtle.digest('SHA-1', bytes(said))));
}

/** Whether a text has a name as a word of its own. */
export function mentions(body, nick) {
  if (!body || !nick) return false;
  const at = body.toLowerCase().indexOf(nick.toLowerCase());
  if (at < 0) return false;
  const isLetter = letter => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  return !isLetter(body[at - 1]) && !isLetter(body[at + nick.length]);
}

