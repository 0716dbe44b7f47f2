// Small parts that several views use.

import { html, nothing } from '../lib/lit-html/lit-html.js';
import { state, nameOf, presenceOf } from './state.js';
import { t } from './texts.js';

const HUES = 12;

/** The same colour for a name everywhere; a class, for pages with our policy have no inline styles. */
export function hue(name) {
  // FNV-1a, and its halves together: neighbours among names are none among colours.
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return `hue-${((hash >>> 16) ^ (hash & 0xffff)) % HUES}`;
}

/** Whose face an occupant has: that of the person, if the room tells who it is. */
export function faceOf(room, nick) {
  const real = room.occupants.get(nick)?.jid?.split('/')[0];
  return real && state.avatars.has(real) ? real : `${room.jid}/${nick}`;
}

const initials = name => [...name.trim()].slice(0, 1).join('').toUpperCase() || '?';

export function avatar(jid, { name = nameOf(jid), size = '', withPresence = false, isRoom = false } = {}) {
  const picture = state.avatars.get(jid)?.url;
  const there = withPresence ? presenceOf(jid) : null;
  return html`<span class="avatar ${size} ${isRoom ? 'room' : ''} ${hue(jid)}" aria-hidden="true">${
    picture ? html`<img src=${picture} alt="">` : isRoom ? '#' : initials(name)}${
    withPresence ? html`<i class="dot ${there ? there.show || 'online' : 'none'}"></i>` : nothing}</span>`;
}

// As people here write times, whatever language the texts are in.
const language = navigator.language;
const timeOnly = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
const fullDay = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
const fullYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
const everything = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' });

const DAY = 86_400_000;
const midnight = time => new Date(time).setHours(0, 0, 0, 0);
const daysAgo = time => Math.round((midnight(Date.now()) - midnight(time)) / DAY);

export const clock = time => timeOnly.format(time);
export const moment = time => everything.format(time);
export const isSameDay = (a, b) => midnight(a) === midnight(b);

export function short(time) {
  const ago = daysAgo(time);
  if (ago <= 0) return timeOnly.format(time);
  return ago < 7 ? weekday.format(time) : dayMonth.format(time);
}

export function day(time) {
  const ago = daysAgo(time);
  if (ago === 0) return t('day.today');
  if (ago === 1) return t('day.yesterday');
  return ago < 180 ? fullDay.format(time) : fullYear.format(time);
}

const LINK = /\b(https?:\/\/[^\s<>"'`{}|\\^]+|mailto:[^\s<>"'`]+|xmpp:[^\s<>"'`]+)/gi;

/** A text with links that can be followed: built of text nodes, so nothing in it is markup. */
export function linked(body) {
  const parts = [];
  let at = 0;
  for (const match of body.matchAll(LINK)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    const url = safe(address);
    if (!url) continue;
    parts.push(body.slice(at, match.index),
      html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${address}</a>`);
    at = match.index + address.length;
  }
  parts.push(body.slice(at));
  return parts;
}

/** An address that may be opened; null for anything that could run. */
export function safe(address) {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:', 'xmpp:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const PICTURE = /\.(png|jpe?g|gif|webp|avif|apng)$/i;

/** What an address of a file is: { url, name, isPicture, isOurs }; null if it is no file. */
export function fileOf(address) {
  const url = address && safe(address.trim());
  if (!url || !/^https?:/.test(url)) return null;
  const parsed = new URL(url);
  let name = parsed.pathname.split('/').at(-1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // It stays as it was sent.
  }
  return {
    url, name, host: parsed.host,
    isPicture: PICTURE.test(parsed.pathname),
    isOurs: state.settings.files.includes(parsed.origin),
  };
}

export const isEmojiOnly = body =>
  body.length < 30 && /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u.test(body.trim());
