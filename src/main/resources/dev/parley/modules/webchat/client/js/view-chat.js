// One chat: who it is with, what was said, where to write, and the side with details.

import { html, nothing } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { live } from '../lib/lit-html/directives/live.js';
import { state, changed, nameOf, presenceOf } from './state.js';
import { t, failure } from './texts.js';
import * as icons from './icons.js';
import { avatar, faceOf, hue, clock, moment, day, isSameDay, linked, fileOf, isEmojiOnly } from './parts.js';

const GROUP_MS = 300_000;
const NEAR_TOP = 400;
/** Characters of a message beyond which only its beginning is shown. */
const LONG = 1_500;
let editing = null;
let isDropping = false;

export function conversation(chat, actions) {
  return html`
    <section class="chat ${isDropping ? 'is-dropping' : ''}" aria-label=${nameOf(chat.jid)}
        @dragover=${event => drag(event, chat, true)} @dragleave=${event => drag(event, chat, false)}
        @drop=${event => drop(event, chat, actions)}>
      ${heading(chat, actions)}
      ${state.search ? finding(chat, actions) : log(chat, actions)}
      ${chat.isRoom && chat.phase !== 'joined' ? outside(chat, actions) : composer(chat, actions)}
    </section>
    ${state.details ? details(chat, actions) : nothing}`;
}

function heading(chat, actions) {
  const toggle = () => {
    state.details = !state.details;
    changed();
  };
  return html`<header class="heading">
    <button class="round back" @click=${() => actions.open(null)} aria-label=${t('chat.back')}>${icons.back}</button>
    <button class="who" @click=${toggle} aria-expanded=${String(state.details)}>
      ${avatar(chat.jid, { withPresence: !chat.isRoom, isRoom: chat.isRoom })}
      <span><b>${nameOf(chat.jid)}</b><small>${subtitle(chat)}</small></span>
    </button>
    <button class="round" title=${t('chat.search')} aria-label=${t('chat.search')} @click=${() => {
      state.search = state.search ? null : { words: '', results: null, isBusy: false };
      changed();
    }}>${icons.search}</button>
    <button class="round" title=${t('chat.details')} aria-label=${t('chat.details')} @click=${toggle}>${
      chat.isRoom ? icons.people : icons.info}</button>
  </header>`;
}

function subtitle(chat) {
  const typing = [...chat.typing.keys()];
  if (typing.length) return html`<em>${chat.isRoom ? t('chat.types', typing[0]) : t('chat.typing')}</em>`;
  if (chat.isRoom) {
    if (chat.phase === 'joining' || chat.phase === 'lost') return t('room.joining');
    if (chat.phase === 'left') return t('room.left');
    const people = chat.occupants.size === 1 ? t('room.person') : t('room.people', chat.occupants.size);
    return chat.subject ? `${people} · ${chat.subject}` : people;
  }
  const contact = state.contacts.get(chat.jid);
  if (!contact) return chat.jid;
  if (contact.subscription !== 'both' && contact.subscription !== 'to') return t('presence.asked');
  const there = presenceOf(chat.jid);
  if (!there) return t('presence.none');
  return there.status ? `${t(`presence.${there.show}`)} · ${there.status}` : t(`presence.${there.show}`);
}

// --- messages

function log(chat, actions) {
  const scrolled = event => {
    const box = event.target;
    // Counted from below: the newest stays in place while older ones are put on top.
    if (box.scrollHeight + box.scrollTop - box.clientHeight < NEAR_TOP) actions.client.older(chat.jid);
    box.classList.toggle('is-up', box.scrollTop < -200);
  };
  return html`<div class="scroll" tabindex="0" @scroll=${scrolled} data-jid=${chat.jid}>
    <div class="inner">
      ${chat.isLoading ? html`<p class="loading"><i class="spin"></i>${t('chat.loading')}</p>`
        : chat.isComplete ? html`<p class="begin">${t(chat.isRoom ? 'chat.startRoom' : 'chat.start', nameOf(chat.jid))}</p>`
        : chat.isAsked && state.online ? html`<button class="plain" @click=${() => actions.client.older(chat.jid)}>${t('chat.older')}</button>`
        : nothing}
      <div role="log" aria-live="polite" aria-label=${t('chat.log', nameOf(chat.jid))}><ol class="log">
        ${repeat(chat.messages, message => message,
          (message, at) => item(chat, message, chat.messages[at - 1], chat.messages[at + 1], actions))}
      </ol></div>
      ${chat.uploads.map(upload => html`<p class="upload ${upload.failure ? 'failed' : ''}" role="status">${icons.file}
        ${upload.failure ? html`<span>${t('upload.failed', upload.name, upload.failure)}</span>
          <button class="small" @click=${() => {
            chat.uploads.splice(chat.uploads.indexOf(upload), 1);
            changed();
          }}>${t('upload.dismiss')}</button>`
          : html`<span>${upload.name}</span><progress max="1" .value=${upload.part}></progress>`}</p>`)}
      ${chat.typing.size && !chat.isRoom ? html`<p class="typing" aria-hidden="true"><i></i><i></i><i></i></p>` : nothing}
    </div>
    <button class="round newest" aria-label=${t('chat.newest')} @click=${event => {
      event.target.closest('.scroll').scrollTop = 0;
    }}>${icons.down}</button>
  </div>`;
}

const isSame = (a, b) => a && b && a.isOurs === b.isOurs && a.nick === b.nick && a.isPrivate === b.isPrivate
  && Math.abs(a.time - b.time) < GROUP_MS && isSameDay(a.time, b.time);

function item(chat, message, before, after, actions) {
  const isFirst = !isSame(before, message);
  const isLast = !isSame(message, after);
  const who = message.isOurs ? state.me : chat.isRoom ? `${chat.jid}/${message.nick}` : chat.jid;
  return html`
    ${before && isSameDay(before.time, message.time) ? nothing
      : html`<li class="day"><span>${day(message.time)}</span></li>`}
    <li class="message ${message.isOurs ? 'ours' : 'theirs'} ${isFirst ? 'first' : ''} ${isLast ? 'last' : ''}">
      ${chat.isRoom && !message.isOurs
        ? html`<span class="face">${isLast ? avatar(faceOf(chat, message.nick), { name: message.nick, size: 'tiny' }) : nothing}</span>` : nothing}
      <div class="bubble ${isEmojiOnly(message.body ?? '') ? 'jumbo' : ''}">
        ${chat.isRoom && !message.isOurs && isFirst ? html`<b class="nick ${hue(who)}">${message.nick}${
          message.isPrivate ? html` <small>${t('room.private')}</small>` : nothing}</b>` : nothing}
        ${content(message)}
        <span class="meta">${message.isEdited && !message.isGone ? html`<span>${t('chat.edited')}</span>` : nothing}
          <time title=${moment(message.time)} datetime=${new Date(message.time).toISOString()}>${clock(message.time)}</time>
          ${message.isOurs ? ticks(message) : nothing}</span>
        ${message.isOurs && !message.isGone && message.progress !== 'sending' ? tools(chat, message, actions)
          : mayModerate(chat, message) ? moderation(chat, message, actions) : nothing}
      </div>
    </li>`;
}

function ticks(message) {
  const name = t(`progress.${message.progress}`);
  const icon = { sending: icons.clock, sent: icons.check, failed: icons.warning }[message.progress] ?? icons.checks;
  return html`<span class="ticks ${message.progress}" role="img" aria-label=${name} title=${message.failure ?? name}>${icon}</span>`;
}

function content(message) {
  if (message.isGone) return html`<i class="gone">${t(message.isModerated ? 'chat.moderated' : 'chat.gone')}</i>`;
  const file = message.file && message.body?.trim() === message.file.trim() ? fileOf(message.file) : null;
  const bare = file ?? (/^https?:\/\/\S+$/.test(message.body?.trim() ?? '') ? fileOf(message.body) : null);
  if (bare?.isOurs && bare.isPicture) {
    return html`<a class="picture" href=${bare.url} target="_blank" rel="noopener noreferrer"><img src=${bare.url}
      alt=${bare.name} loading="lazy" decoding="async"></a>`;
  }
  if (file) {
    return html`<a class="file" href=${file.url} target="_blank" rel="noopener noreferrer nofollow">${icons.file}
      <span>${file.isPicture ? t('chat.foreign', file.host) : file.name || file.host}</span></a>`;
  }
  if (message.body?.startsWith('/me ')) {
    return html`<span class="body"><i>${message.nick ?? nameOf(message.isOurs ? state.me : message.chat)} ${linked(message.body.slice(4))}</i></span>`;
  }
  const isLong = message.body.length > LONG && !message.isWhole;
  return html`<span class="body ${isLong ? 'is-long' : ''}" dir="auto">${linked(message.body)}</span>
    ${isLong ? html`<button class="small whole" @click=${() => {
      message.isWhole = true;
      changed();
    }}>${t('chat.whole')}</button>` : nothing}`;
}

const mayModerate = (chat, message) => chat.isRoom && !message.isOurs && !message.isGone && !message.isPrivate
  && message.sid && chat.phase === 'joined' && chat.occupants.get(chat.nick)?.role === 'moderator';

function moderation(chat, message, actions) {
  return html`<span class="tools"><button title=${t('chat.moderate')} aria-label=${t('chat.moderate')}
    @click=${() => actions.client.moderate(chat.jid, message)}>${icons.bin}</button></span>`;
}

function tools(chat, message, actions) {
  if (message.progress === 'failed') {
    return html`<span class="tools"><button title=${t('chat.again')} aria-label=${t('chat.again')}
      @click=${() => actions.client.again(chat.jid, message)}>${icons.again}</button></span>`;
  }
  return html`<span class="tools">
    ${message.file ? nothing : html`<button title=${t('chat.edit')} aria-label=${t('chat.edit')} @click=${() => edit(chat, message)}>${icons.pencil}</button>`}
    <button title=${t('chat.delete')} aria-label=${t('chat.delete')} @click=${() => actions.client.retract(chat.jid, message)}>${icons.bin}</button>
  </span>`;
}

// --- writing

function edit(chat, message) {
  editing = { jid: chat.jid, id: message.id };
  chat.draft = message.body;
  changed();
  setTimeout(() => document.querySelector('.composer textarea')?.focus());
}

function composer(chat, actions) {
  const isEditing = editing?.jid === chat.jid;
  const grow = area => {
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 180)}px`;
  };
  const submit = event => {
    event?.preventDefault();
    const area = document.querySelector('.composer textarea');
    const body = area.value.trim();
    if (!body) return;
    actions.client.write(chat.jid, body, { replaces: isEditing ? editing.id : null });
    editing = null;
    chat.draft = '';
    area.value = '';
    grow(area);
    area.focus();
    document.querySelector('.scroll').scrollTop = 0;
  };
  const cancel = () => {
    editing = null;
    chat.draft = '';
    changed();
  };
  const key = event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
    if (event.key === 'Escape' && isEditing) {
      event.stopPropagation();
      cancel();
    }
    if (event.key === 'ArrowUp' && !event.target.value) {
      const last = chat.messages.findLast(each => each.isOurs && each.body && !each.file && !each.isGone);
      if (last) edit(chat, last);
    }
  };
  return html`
    ${isEditing ? html`<p class="editing">${icons.pencil}<span>${t('chat.editing')}</span>
      <button class="small" @click=${cancel}>${t('chat.cancel')}</button></p>` : nothing}
    <form class="composer" @submit=${submit}>
      ${state.files ? html`<label class="round" title=${t('chat.attach')}>${icons.clip}
        <input type="file" multiple aria-label=${t('chat.attach')} @change=${event => {
          actions.upload(chat.jid, [...event.target.files]);
          event.target.value = '';
        }}></label>` : nothing}
      <textarea rows="1" enterkeyhint="send" dir="auto" placeholder=${t('chat.write')}
        aria-label=${t('chat.writeTo', nameOf(chat.jid))} .value=${live(chat.draft)} @keydown=${key}
        @input=${event => {
          chat.draft = event.target.value;
          grow(event.target);
          actions.client.typing(chat.jid, chat.draft !== '');
        }}
        @paste=${event => {
          const files = [...event.clipboardData.files];
          if (files.length && state.files) {
            event.preventDefault();
            actions.upload(chat.jid, files);
          }
        }}></textarea>
      <button class="round accent" aria-label=${t('chat.send')} title=${t('chat.send')}>${icons.send}</button>
    </form>`;
}

function outside(chat, actions) {
  return html`<div class="outside" role="status">
    ${chat.phase === 'left' ? html`<p>${chat.failure ? failure(chat.failure) : t('room.left')}</p>
      <button class="accent" @click=${() => actions.room(chat.jid, {})}>${t('room.join')}</button>`
      : html`<p><i class="spin"></i>${t('room.joining')}</p>`}</div>`;
}

function drag(event, chat, isOver) {
  if (!state.files || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  if (isDropping !== isOver) {
    isDropping = isOver;
    changed();
  }
}

function drop(event, chat, actions) {
  if (!state.files || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  isDropping = false;
  actions.upload(chat.jid, [...event.dataTransfer.files]);
}

// --- searching

function finding(chat, actions) {
  const { search } = state;
  const submit = async event => {
    event.preventDefault();
    const words = event.target.elements.words.value.trim();
    if (!words) return;
    Object.assign(search, { words, isBusy: true });
    changed();
    search.results = await actions.client.search(chat.jid, words).catch(() => []);
    search.isBusy = false;
    changed();
  };
  return html`<div class="finding">
    <form class="find" @submit=${submit} role="search">${icons.search}
      <input type="search" name="words" placeholder=${t('search.words')} aria-label=${t('search.words')} autofocus>
      <button class="small accent">${t('search.go')}</button></form>
    ${search.isBusy ? html`<p class="loading"><i class="spin"></i>${t('chat.loading')}</p>` : nothing}
    ${search.results?.length === 0 ? html`<p class="begin" role="status">${t('search.none')}</p>` : nothing}
    <ol>${(search.results ?? []).map(each => html`<li>
      ${avatar(each.isOurs ? state.me : each.isRoom ? `${chat.jid}/${each.nick}` : chat.jid, { name: each.nick ?? undefined })}
      <div><span class="row"><b>${each.isOurs ? nameOf(state.me) : each.nick ?? nameOf(chat.jid)}</b><time>${moment(each.time)}</time></span>
        <p dir="auto">${linked(each.body)}</p></div></li>`)}</ol></div>`;
}

// --- details

function details(chat, actions) {
  const close = () => {
    state.details = false;
    changed();
  };
  return html`<aside class="details" aria-label=${t('chat.details')}>
    <header><b>${t('chat.details')}</b>
      <button class="round" @click=${close} aria-label=${t('dialog.close')}>${icons.close}</button></header>
    <div class="portrait">${avatar(chat.jid, { size: 'huge', isRoom: chat.isRoom })}
      <h2>${nameOf(chat.jid)}</h2><p>${chat.jid}</p></div>
    ${chat.isRoom ? roomDetails(chat, actions) : contactDetails(chat, actions)}
  </aside>`;
}

const RANKS = { moderator: 0, participant: 1, visitor: 2 };

function roomDetails(chat, actions) {
  const people = [...chat.occupants.values()]
    .sort((a, b) => RANKS[a.role] - RANKS[b.role] || a.nick.localeCompare(b.nick));
  const invite = event => {
    event.preventDefault();
    const { address } = event.target.elements;
    if (address.value.includes('@')) actions.client.invite(chat.jid, address.value.trim());
    address.value = '';
  };
  return html`
    ${chat.subject ? html`<p class="subject">${linked(chat.subject)}</p>` : nothing}
    <h3>${t('room.occupants')} <small>${chat.occupants.size}</small></h3>
    <ul class="people">${people.map(each => html`<li>
      ${avatar(faceOf(chat, each.nick), { name: each.nick, size: 'small' })}
      <span>${each.nick}</span><small>${each.nick === chat.nick ? t('room.you')
        : each.role === 'participant' ? '' : t(`room.${each.role}`)}</small></li>`)}</ul>
    ${chat.phase === 'joined' ? html`<form class="inline" @submit=${invite}>
      <input name="address" placeholder=${t('room.invite')} aria-label=${t('room.invite')} list="contacts">
      <datalist id="contacts">${[...state.contacts.keys()].map(jid => html`<option value=${jid}></option>`)}</datalist>
      <button class="round" aria-label=${t('room.invite')}>${icons.plus}</button></form>` : nothing}
    <button class="plain danger" @click=${() => {
      if (confirm(t('room.leaveSure'))) actions.client.leave(chat.jid);
    }}>${icons.leave}${t('room.leave')}</button>`;
}

function contactDetails(chat, actions) {
  const contact = state.contacts.get(chat.jid);
  if (!contact) {
    return html`<button class="accent wide" @click=${() => actions.start(chat.jid)}>${t('contact.add')}</button>`;
  }
  return html`
    <form class="inline" @submit=${event => {
      event.preventDefault();
      actions.client.rename(chat.jid, event.target.elements.name.value.trim());
    }}><input name="name" .value=${contact.name} placeholder=${t('contact.name')} aria-label=${t('contact.name')}>
      <button class="round" aria-label=${t('contact.save')} title=${t('contact.save')}>${icons.check}</button></form>
    <button class="plain danger" @click=${() => {
      if (confirm(t('contact.removeSure', nameOf(chat.jid)))) {
        actions.client.removeContact(chat.jid);
        actions.open(null);
      }
    }}>${icons.bin}${t('contact.remove')}</button>`;
}
