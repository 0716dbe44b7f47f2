// What a message stanza means, and where it belongs in a chat.

import { NS, child, text } from './xml.js';
import { bare, resource } from './jid.js';

/**
 * Reads a message.
 *
 * @param time when it was sent, in milliseconds, if it does not say so itself
 * @returns what it is about, or null if there is nothing for people in it
 */
export function parse(message, me, { archived = null, time = Date.now(), by = me } = {}) {
  const from = message.getAttribute('from') ?? me;
  const to = message.getAttribute('to') ?? me;
  const type = message.getAttribute('type') ?? 'normal';
  const isRoom = type === 'groupchat';
  const isOurs = !isRoom && bare(from) === me;
  const delay = child(message, 'delay', NS.delay)?.getAttribute('stamp');
  const replaced = child(message, 'replace', NS.correct)?.getAttribute('id') ?? null;
  const retraction = child(message, 'retract', NS.retract);
  const retracted = retraction?.getAttribute('id') ?? null;
  const tombstone = child(message, 'retracted', NS.retract);
  const moderated = retraction ?? tombstone;
  const body = text(message, 'body', NS.client);
  return {
    id: message.getAttribute('id'),
    sid: archived ?? stanzaId(message, by),
    chat: isRoom ? bare(from) : bare(isOurs ? to : from),
    from, type, isRoom, isOurs, replaced, retracted, body,
    nick: isRoom ? resource(from) : null,
    isGone: tombstone !== null,
    isModerated: moderated !== null && child(moderated, 'moderated', NS.moderate) !== null,
    file: text(child(message, 'x', NS.oob), 'url', NS.oob),
    wantsReceipt: child(message, 'request', NS.receipts) !== null,
    wantsMarker: child(message, 'markable', NS.markers) !== null,
    received: child(message, 'received', NS.receipts)?.getAttribute('id') ?? null,
    displayed: child(message, 'displayed', NS.markers)?.getAttribute('id') ?? null,
    state: [...message.children].find(each => each.namespaceURI === NS.states)?.localName ?? null,
    isDelayed: Boolean(delay),
    time: delay ? Date.parse(delay) || time : time,
  };
}

/** The id that an archive gave it; others may claim anything in its name, but not to the archive's owner. */
function stanzaId(message, by) {
  return [...message.children].find(
    each => each.localName === 'stanza-id' && each.namespaceURI === NS.sid && each.getAttribute('by') === by)
    ?.getAttribute('id') ?? null;
}

/** Somebody's own message is known by the id its sender gave, any by the id of the archive. */
const keys = read => [
  read.sid && `archive ${read.sid}`,
  read.id && `sender ${read.isRoom ? read.from : bare(read.from)} ${read.id}`,
].filter(Boolean);

/**
 * Puts a message into its chat, in the order of time.
 *
 * @returns the message in the chat, or null if it was there
 */
export function add(chat, read) {
  const known = keys(read).find(key => chat.ids.has(key));
  if (known) {
    const there = chat.messages.find(each => keys(each).includes(known));
    keys(read).forEach(key => chat.ids.add(key));
    if (there) {
      there.sid ??= read.sid;
      if (there.isOurs && there.progress === 'sending') there.progress = 'sent';
      if (read.isGone) Object.assign(there, { isGone: true, isModerated: read.isModerated });
    }
    return null;
  }
  const message = { ...read, progress: read.progress ?? 'sent', isEdited: false };
  keys(read).forEach(key => chat.ids.add(key));
  let place = chat.messages.length;
  while (place > 0 && chat.messages[place - 1].time > message.time) place--;
  chat.messages.splice(place, 0, message);
  return message;
}

/** XEP-0308 §4: only its author replaces a message. */
export function correct(chat, read) {
  const old = chat.messages.find(each => each.id === read.replaced && isBySame(each, read));
  if (!old) return false;
  Object.assign(old, { body: read.body, file: read.file, isEdited: true });
  keys(read).forEach(key => chat.ids.add(key));
  return true;
}

/** XEP-0424 §4: in a chat by the id of its author, in a room by that of the room, which may do so itself (XEP-0425 §4.2). */
export function retract(chat, read) {
  const old = chat.messages.find(each =>
    (read.isRoom ? each.sid === read.retracted : each.id === read.retracted)
      && (isBySame(each, read) || isByRoom(each, read)));
  if (!old) return false;
  Object.assign(old, { body: null, file: null, isGone: true, isModerated: read.isModerated });
  return true;
}

const isByRoom = (old, read) => read.isRoom && read.isModerated && read.from === old.chat;

const isBySame = (old, read) =>
  read.isRoom ? old.from === read.from : bare(old.from) === bare(read.from);

const ORDER = ['failed', 'sending', 'sent', 'received', 'read'];

/** Marks our messages up to the one with that id; nothing goes back. */
export function progress(chat, id, reached, alsoBefore = false) {
  const at = chat.messages.findLastIndex(each => each.isOurs && each.id === id);
  for (let i = at; i >= 0; i--) {
    const each = chat.messages[i];
    if (each.isOurs && ORDER.indexOf(each.progress) < ORDER.indexOf(reached)) each.progress = reached;
    if (!alsoBefore) break;
  }
}
