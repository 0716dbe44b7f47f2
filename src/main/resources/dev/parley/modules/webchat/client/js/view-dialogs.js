// What opens over the page: a new chat, and one's own profile.

import { html, nothing } from '../lib/lit-html/lit-html.js';
import { state, changed, nameOf } from './state.js';
import { t, failure } from './texts.js';
import { typed, domain } from './jid.js';
import * as icons from './icons.js';
import { avatar } from './parts.js';

const AVATAR_PIXELS = 192;
let tab = 'person';
let wrong = null;
let rooms = null;

export function dialog(actions) {
  if (!state.dialog) return nothing;
  const close = () => {
    state.dialog = null;
    wrong = null;
    rooms = null;
    changed();
  };
  const [title, content] = state.dialog === 'new'
    ? [t('new.title'), fresh(actions, close)] : [t('profile.title'), profile(actions, close)];
  return html`<dialog @close=${close} @click=${event => event.target.localName === 'dialog' && close()} aria-label=${title}>
    <div class="sheet"><header><h2>${title}</h2>
      <button class="round" @click=${close} aria-label=${t('dialog.close')}>${icons.close}</button></header>
      ${content}</div></dialog>`;
}

function fresh(actions, close) {
  const choose = name => () => {
    tab = name;
    wrong = null;
    if (name === 'room' && !rooms) {
      rooms = [];
      actions.client.publicRooms().then(found => {
        rooms = found;
        changed();
      }).catch(() => {});
    }
    changed();
  };
  return html`
    ${state.rooms ? html`<div class="tabs" role="tablist">
      <button role="tab" aria-selected=${String(tab === 'person')} @click=${choose('person')}>${t('new.person')}</button>
      <button role="tab" aria-selected=${String(tab === 'room')} @click=${choose('room')}>${t('new.room')}</button></div>` : nothing}
    ${tab === 'room' && state.rooms ? room(actions, close) : person(actions, close)}
    ${wrong ? html`<p class="wrong" role="alert">${failure(wrong)}</p>` : nothing}`;
}

function person(actions, close) {
  return html`<form @submit=${async event => {
    event.preventDefault();
    const jid = typed(event.target.elements.address.value, domain(state.me));
    if (!jid || jid === state.me) {
      wrong = 'address';
      changed();
      return;
    }
    try {
      await actions.start(jid);
      close();
    } catch (cause) {
      wrong = cause.condition;
      changed();
    }
  }}>
    <label class="field"><span>${t('new.address')}</span><input name="address" placeholder=${t('new.personHint')}
      autocapitalize="none" spellcheck="false" required autofocus></label>
    <button class="accent wide">${t('new.start')}</button></form>`;
}

/** A name as people write it, as the local part of an address. */
const slug = name => name.trim().toLowerCase().normalize('NFC')
  .replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');

function room(actions, close) {
  const enter = (jid, options) => {
    close();
    actions.room(jid, options);
  };
  return html`<form @submit=${event => {
    event.preventDefault();
    const { name, password } = event.target.elements;
    const given = name.value.trim();
    const jid = given.includes('@') ? typed(given) : slug(given) && `${slug(given)}@${state.rooms}`;
    if (!jid) {
      wrong = 'address';
      changed();
      return;
    }
    enter(jid, { name: given.includes('@') ? '' : given, password: password.value || null });
  }}>
    <label class="field"><span>${t('new.roomName')}</span><input name="name" placeholder=${t('new.roomHint')} required autofocus></label>
    <label class="field"><span>${t('new.password')}</span><input name="password" type="password" autocomplete="off"></label>
    <button class="accent wide">${t('new.enter')}</button></form>
    ${rooms?.length ? html`<h3>${t('new.public')}</h3><ul class="people rooms">${rooms.map(each => html`<li>
      <button @click=${() => enter(each.jid, { name: each.name })}>${avatar(each.jid, { isRoom: true, size: 'small' })}
      <span>${each.name || each.jid.split('@')[0]}</span></button></li>`)}</ul>` : nothing}`;
}

function profile(actions, close) {
  const save = event => {
    event.preventDefault();
    const { nick, status, show } = event.target.elements;
    if (nick.value.trim() !== state.nick) actions.client.setNick(nick.value.trim()).catch(() => {});
    Object.assign(state, { status: status.value.trim(), show: show.value });
    actions.client.presence();
    close();
  };
  return html`
    <div class="portrait">
      <label class="change">${avatar(state.me, { size: 'huge' })}<span>${t('profile.picture')}</span>
        <input type="file" accept="image/*" aria-label=${t('profile.picture')} @change=${event => picture(event.target.files[0], actions)}></label>
      <p>${state.me}</p></div>
    <form @submit=${save}>
      <label class="field"><span>${t('profile.nick')}</span><input name="nick" .value=${state.nick} placeholder=${nameOf(state.me)} maxlength="60"></label>
      <label class="field"><span>${t('profile.presence')}</span><select name="show" .value=${state.show}>
        ${['', 'away', 'xa', 'dnd'].map(show => html`<option value=${show} ?selected=${show === state.show}>${t(`presence.${show}`)}</option>`)}</select></label>
      <label class="field"><span>${t('profile.status')}</span><input name="status" .value=${state.status} maxlength="200"></label>
      <button class="accent wide">${t('profile.save')}</button></form>
    ${state.notifications === 'default' ? html`<button class="wide" @click=${actions.notify}>${t('profile.notify')}</button>`
      : html`<p class="note">${t(state.notifications === 'granted' ? 'profile.notifyOn' : 'profile.notifyOff')}</p>`}
    <button class="plain danger" @click=${() => {
      close();
      actions.logout();
    }}>${icons.leave}${t('profile.logout')}</button>`;
}

/** Cuts the middle out of a picture and makes it small: what is published is neither large nor says where it was taken. */
async function picture(file, actions) {
  if (!file) return;
  try {
    const bitmap = await createImageBitmap(file);
    const edge = Math.min(bitmap.width, bitmap.height);
    const canvas = Object.assign(document.createElement('canvas'), { width: AVATAR_PIXELS, height: AVATAR_PIXELS });
    canvas.getContext('2d').drawImage(bitmap, (bitmap.width - edge) / 2, (bitmap.height - edge) / 2, edge, edge,
      0, 0, AVATAR_PIXELS, AVATAR_PIXELS);
    const small = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
    await actions.client.setAvatar(small, AVATAR_PIXELS);
  } catch (cause) {
    wrong = cause.condition ?? 'other';
    changed();
  }
}
