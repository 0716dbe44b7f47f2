// What the page shows: plain data, one owner (`Client`), one reader (`view`).

import { bare } from './jid.js';

export const state = {
  /** starting, login, connecting, ready, elsewhere */
  phase: 'starting',
  /** Whether the connection is up while ready. */
  online: false,
  /** A key of the table of texts, or null. */
  error: null,
  settings: { domains: [], websocket: '/xmpp-websocket', registration: false, files: [] },
  /** Our bare JID. */
  me: '',
  nick: '',
  show: '',
  status: '',
  /** Bare JID to { name, subscription, ask, groups }. */
  contacts: new Map(),
  /** Bare JID to a Map of resources to { show, status, priority }. */
  presences: new Map(),
  /** Bare JID, or full JID of an occupant, to { hash, url }. */
  avatars: new Map(),
  /** Who wants to see when we are online, with what they said. */
  requests: new Map(),
  /** Invitations to rooms: JID to { from, reason, password }. */
  invitations: new Map(),
  chats: new Map(),
  /** JID of the chat that is open, or null. */
  open: null,
  /** new, profile, room, search, or null. */
  dialog: null,
  /** Whether the side with people and details is open. */
  details: false,
  filter: '',
  /** Address of the service of rooms, of the service of files; null while unknown. */
  rooms: null,
  files: null,
  largest: 0,
  /** { text, results, busy } while history is searched. */
  search: null,
  notifications: globalThis.Notification?.permission ?? 'denied',
};

const listeners = new Set();
let due = false;

/** Calls `listener` after changes, at most once a turn. */
export const watch = listener => listeners.add(listener);

export function changed() {
  if (due) return;
  due = true;
  setTimeout(() => {
    due = false;
    listeners.forEach(listener => listener());
  });
}

/** The chat with an address, made if there is none yet. */
export function chat(jid, isRoom = false) {
  let found = state.chats.get(jid);
  if (!found) {
    found = {
      jid, isRoom, messages: [], ids: new Set(), unread: 0, mentioned: false,
      isComplete: false, isLoading: false, isAsked: false, typing: new Map(), draft: '', uploads: [],
      displayed: null, told: null,
      // Rooms alone
      name: '', subject: '', occupants: new Map(), nick: '', phase: 'left', failure: null, password: null, waiting: [],
    };
    state.chats.set(jid, found);
  }
  if (isRoom) found.isRoom = true;
  return found;
}

/** The name to show for an address. */
export function nameOf(jid) {
  if (jid === state.me) return state.nick || jid.split('@')[0];
  const room = state.chats.get(jid);
  if (room?.isRoom) return room.name || jid.split('@')[0];
  const known = state.contacts.get(bare(jid));
  return known?.name || (jid.includes('@') ? jid.split('@')[0] : jid);
}

const RANK = { chat: 5, '': 4, away: 3, xa: 2, dnd: 1 };

/** The best of somebody's presences; null if they are not there. */
export function presenceOf(jid) {
  const all = [...state.presences.get(jid)?.values() ?? []];
  return all.sort((a, b) => b.priority - a.priority || RANK[b.show] - RANK[a.show])[0] ?? null;
}

/** Chats in the order of the list: what was written last comes first. */
export function listed() {
  const wanted = state.filter.trim().toLowerCase();
  return [...state.chats.values()]
    .filter(each => each.messages.length || each.isRoom || each.jid === state.open || state.contacts.has(each.jid))
    .filter(each => !wanted || nameOf(each.jid).toLowerCase().includes(wanted) || each.jid.includes(wanted))
    .sort((a, b) => last(b) - last(a) || nameOf(a.jid).localeCompare(nameOf(b.jid)));
}

const last = each => each.messages.at(-1)?.time ?? 0;

export const unread = () => [...state.chats.values()].reduce((sum, each) => sum + each.unread, 0);
