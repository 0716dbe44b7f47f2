// The beginning: reads what the server says of itself, logs in, draws.

import { render } from '../lib/lit-html/lit-html.js';
import { state, watch, changed, chat, nameOf, unread } from './state.js';
import { Client } from './client.js';
import { register } from './stream.js';
import { page } from './view.js';
import * as keep from './keep.js';
import { t } from './texts.js';
import { fileOf } from './parts.js';

const root = document.getElementById('app');
let client = null;

/** What people can do; the views call nothing else. */
const actions = {
  async login(jid, password, stay) {
    keep.keepFor(stay);
    await enter({ jid, password });
  },

  async register(jid, password, stay) {
    Object.assign(state, { phase: 'connecting', error: null });
    changed();
    const url = new URL(state.settings.websocket, location.href);
    url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
    try {
      await register(url, jid, password);
    } catch (failure) {
      Object.assign(state, { phase: 'login', error: failure.condition ?? failure.message });
      changed();
      return;
    }
    await actions.login(jid, password, stay);
  },

  /** Takes the session back from another window. */
  async takeBack() {
    const known = keep.kept();
    if (known) await enter(known);
    else leave(null);
  },

  async logout() {
    await client?.stop(true);
    leave(null);
  },

  open(jid) {
    state.open = jid;
    state.details = false;
    state.search = null;
    if (jid) {
      const target = chat(jid);
      if (!target.isAsked) client.older(jid);
      client.read(jid);
      // A keyboard that comes up by itself would hide what was just opened.
      if (matchMedia('(hover: hover)').matches) {
        setTimeout(() => document.querySelector('.composer textarea')?.focus(), 50);
      }
    }
    changed();
  },

  async start(jid) {
    if (!state.contacts.has(jid)) await client.addContact(jid, '');
    actions.open(jid);
  },

  async room(jid, options) {
    actions.open(jid);
    await client.join(jid, options);
    if (state.open === jid) client.older(jid);
  },

  upload(jid, files) {
    for (const file of files) {
      if (file.size > state.largest) {
        chat(jid).uploads.push({
          name: file.name, part: 0, failure: t('upload.large', Math.floor(state.largest / 1_048_576)),
        });
      } else {
        client.upload(jid, file);
      }
    }
    changed();
  },

  async notify() {
    state.notifications = await Notification.requestPermission();
    changed();
  },

  get client() {
    return client;
  },
};

async function enter(credentials) {
  Object.assign(state, { phase: 'connecting', error: null });
  changed();
  client = new Client(credentials, keep.agent());
  client.onMessage = announce;
  client.onEnd = reason => {
    if (reason?.condition === 'conflict') yieldToOther();
    else leave(reason?.condition ?? null);
  };
  try {
    await client.start();
  } catch (failure) {
    leave(failure.condition ?? failure.message, failure.condition === 'unreachable');
  }
}

function leave(reason, isTokenKept = false) {
  if (!isTokenKept) keep.forget();
  end('login', reason);
}

/** Another window of this browser has the session now, and the token is its as well. */
function yieldToOther() {
  end('elsewhere', null);
}

function end(phase, error) {
  client?.stop(false);
  client = null;
  for (const each of ['contacts', 'presences', 'avatars', 'requests', 'invitations', 'chats']) state[each].clear();
  Object.assign(state, { nick: '', show: '', status: '', rooms: null, files: null });
  Object.assign(state, { phase, error, open: null, dialog: null, details: false, online: false });
  changed();
}

/** Tells people who do not look. */
function announce(target, message, isForThem) {
  if (!isForThem || (!document.hidden && document.hasFocus()) || state.notifications !== 'granted') return;
  const title = target.isRoom ? t('notify.room', message.nick, nameOf(target.jid)) : nameOf(target.jid);
  const body = fileOf(message.file)?.name ?? message.body ?? '';
  const shown = new Notification(title, {
    body: body.slice(0, 200), tag: target.jid, icon: state.avatars.get(target.jid)?.url ?? 'icon.svg',
  });
  shown.onclick = () => {
    window.focus();
    actions.open(target.jid);
    shown.close();
  };
}

function draw() {
  const count = state.phase === 'ready' ? unread() : 0;
  document.title = count ? `(${count}) Parley` : 'Parley';
  render(page(actions), root);
  for (const dialog of document.querySelectorAll('dialog:not([open])')) dialog.showModal();
}

function look() {
  client?.looking(!document.hidden);
}

document.addEventListener('visibilitychange', look);
addEventListener('focus', look);
addEventListener('pagehide', () => {
  // The session waits on the server; the next page logs in anew, so this one can end at once.
  client?.stop(false);
});
addEventListener('pageshow', event => {
  if (event.persisted) location.reload();
});
watch(draw);

const answer = await fetch('settings.json').catch(() => null);
if (answer?.ok) Object.assign(state.settings, await answer.json());
const kept = keep.kept();
if (kept) {
  await enter(kept);
} else {
  state.phase = 'login';
  changed();
}
