// The whole page: login, or the list of chats beside the one that is open.

import { html, nothing } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { state, changed, listed, nameOf, presenceOf } from './state.js';
import { t } from './texts.js';
import * as icons from './icons.js';
import { avatar, short, fileOf } from './parts.js';
import { conversation } from './view-chat.js';
import { dialog } from './view-dialogs.js';
import { login, elsewhere } from './view-login.js';

export function page(actions) {
  if (state.phase === 'starting') return nothing;
  if (state.phase === 'elsewhere') return elsewhere(actions);
  if (state.phase === 'login' || (state.phase === 'connecting' && !state.online && !state.chats.size)) {
    return login(actions);
  }
  return html`
    <div class="shell ${state.open ? 'is-open' : ''} ${state.details && state.open ? 'has-details' : ''}"
        @keydown=${event => keys(event, actions)}>
      ${sidebar(actions)}
      <main>${state.open ? conversation(state.chats.get(state.open), actions) : empty()}</main>
    </div>
    ${dialog(actions)}`;
}

function keys(event, actions) {
  if (event.key === 'Escape' && !state.dialog && state.open) {
    if (state.details) state.details = false;
    else if (!event.target.closest?.('.composer') || matchMedia('(max-width: 760px)').matches) actions.open(null);
    changed();
  }
  if (event.altKey && ['ArrowUp', 'ArrowDown'].includes(event.key)) {
    const all = listed();
    const at = all.findIndex(each => each.jid === state.open);
    const next = all[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) actions.open(next.jid);
    event.preventDefault();
  }
}

function empty() {
  return html`<div class="nothing">${icons.bubbles}<p>${t('chat.none')}</p></div>`;
}

function sidebar(actions) {
  const chats = listed();
  const show = name => () => {
    state.dialog = name;
    changed();
  };
  const mine = state.online ? state.show || 'online' : 'none';
  return html`
    <nav class="side" aria-label=${t('list.title')}>
      <h1 class="unseen">Parley</h1>
      <header>
        <button class="me" @click=${show('profile')} title=${t('profile.open')}>
          ${avatar(state.me)}<i class="dot ${mine}"></i>
          <span><b>${nameOf(state.me)}</b><small>${state.me}</small></span>
        </button>
        <button class="round accent" @click=${show('new')} title=${t('list.new')} aria-label=${t('list.new')}>${icons.plus}</button>
      </header>
      ${state.online || state.phase !== 'ready' ? nothing
        : html`<p class="net" role="status"><i class="spin"></i>${t('net.offline')}</p>`}
      <label class="find">${icons.search}
        <input type="search" placeholder=${t('list.filter')} aria-label=${t('list.filter')} .value=${state.filter}
            @input=${event => {
              state.filter = event.target.value;
              changed();
            }}>
      </label>
      ${notices(actions)}
      <ul class="chats">${repeat(chats, each => each.jid, each => entry(each, actions))}</ul>
      ${chats.length || state.phase !== 'ready' ? nothing : html`
        <div class="hint"><p>${t(state.filter ? 'list.nothing' : 'list.empty')}</p>
          ${state.filter ? nothing : html`<button class="plain" @click=${show('new')}>${t('list.first')}</button>`}</div>`}
    </nav>`;
}

function notices(actions) {
  return html`${[...state.requests.keys()].map(jid => html`
    <section class="notice" role="status">${avatar(jid)}
      <div><p>${t('request.wants', jid)}</p>
        <button class="small accent" @click=${() => {
          actions.client.answer(jid, true);
          actions.open(jid);
        }}>${t('request.yes')}</button>
        <button class="small" @click=${() => actions.client.answer(jid, false)}>${t('request.no')}</button></div>
    </section>`)}${[...state.invitations].map(([jid, { from, password }]) => html`
    <section class="notice" role="status">${avatar(jid, { isRoom: true })}
      <div><p>${t('invite.wants', nameOf(from.split('/')[0]), jid)}</p>
        <button class="small accent" @click=${() => actions.room(jid, { password })}>${t('invite.yes')}</button>
        <button class="small" @click=${() => {
          state.invitations.delete(jid);
          changed();
        }}>${t('request.no')}</button></div>
    </section>`)}`;
}

function entry(chat, actions) {
  const message = chat.messages.at(-1);
  const isOpen = chat.jid === state.open;
  return html`<li>
    <button class="entry ${isOpen ? 'is-open' : ''} ${chat.unread ? 'is-unread' : ''}" aria-current=${isOpen ? 'true' : 'false'}
        data-jid=${chat.jid} @click=${() => actions.open(chat.jid)}>
      ${avatar(chat.jid, { withPresence: !chat.isRoom, isRoom: chat.isRoom })}
      <span class="text">
        <span class="row"><b>${nameOf(chat.jid)}</b>${message ? html`<time>${short(message.time)}</time>` : nothing}</span>
        <span class="row"><span class="preview">${preview(chat, message)}</span>${chat.unread && !isOpen ? html`
          <span class="badge ${chat.isRoom && !chat.mentioned ? 'quiet' : ''}" aria-label=${t('list.unread', chat.unread)}>${
            chat.unread > 99 ? '99+' : chat.unread}</span>` : nothing}</span>
      </span>
    </button></li>`;
}

function preview(chat, message) {
  const typing = [...chat.typing.keys()];
  if (typing.length) return html`<em>${chat.isRoom ? t('chat.types', typing[0]) : t('chat.typing')}</em>`;
  if (chat.draft && chat.jid !== state.open) return html`<em>${t('list.draft')}</em>${chat.draft}`;
  if (!message) {
    const contact = state.contacts.get(chat.jid);
    if (contact?.ask && contact.subscription === 'none') return t('presence.asked');
    return chat.isRoom ? chat.subject || t('list.quiet') : presenceOf(chat.jid)?.status || chat.jid;
  }
  const who = message.isOurs ? t('list.you') : message.isRoom && message.nick ? `${message.nick}: ` : '';
  if (message.isGone) return who + t('chat.gone');
  const file = fileOf(message.file);
  return who + (file ? t(file.isPicture ? 'list.photo' : 'list.file') : message.body.slice(0, 120));
}
