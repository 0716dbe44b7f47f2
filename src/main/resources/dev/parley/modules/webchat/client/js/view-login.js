// The first page that anybody sees.

import { html, nothing } from '../lib/lit-html/lit-html.js';
import { state, changed } from './state.js';
import { t, failure } from './texts.js';
import { typed } from './jid.js';
import * as icons from './icons.js';

let isNew = false;

export function login(actions) {
  const [domain] = state.settings.domains;
  const isBusy = state.phase === 'connecting';
  const submit = event => {
    event.preventDefault();
    const { address, password, stay } = event.target.elements;
    const jid = typed(address.value, domain);
    if (!jid) {
      state.error = 'address';
      changed();
      return;
    }
    (isNew ? actions.register : actions.login)(jid, password.value, stay.checked);
  };
  return html`
    <main class="welcome">
      <form class="card" @submit=${submit} aria-busy=${String(isBusy)}>
        ${icons.bubbles}
        <h1>${t('login.title')}</h1>
        <p class="lead">${t('login.lead', domain ?? location.hostname)}</p>
        <label class="field"><span>${t('login.address')}</span>
          <input name="address" autocomplete="username" autocapitalize="none" spellcheck="false" required
              ?disabled=${isBusy} placeholder=${`juliet@${domain ?? 'example.org'}`} autofocus></label>
        <label class="field"><span>${t('login.password')}</span>
          <input name="password" type="password" autocomplete=${isNew ? 'new-password' : 'current-password'} required
              ?disabled=${isBusy}></label>
        <label class="tick"><input type="checkbox" name="stay" checked ?disabled=${isBusy}><span>${t('login.stay')}</span></label>
        ${state.error ? html`<p class="wrong" role="alert">${failure(state.error)}</p>` : nothing}
        <button class="accent wide" ?disabled=${isBusy}>${isBusy ? html`<i class="spin"></i>${t('login.busy')}`
          : t(isNew ? 'login.registering' : 'login.enter')}</button>
        ${state.settings.registration ? html`<button type="button" class="plain" ?disabled=${isBusy} @click=${() => {
          isNew = !isNew;
          state.error = null;
          changed();
        }}>${t(isNew ? 'login.have' : 'login.register')}</button>` : nothing}
        <p class="note">${t('login.note')}</p>
      </form>
    </main>`;
}

/** What a window shows while another one of this browser has the session. */
export function elsewhere(actions) {
  return html`
    <main class="welcome">
      <section class="card" role="status">
        ${icons.bubbles}
        <h1>${t('elsewhere.title')}</h1>
        <p class="lead">${t('elsewhere.lead')}</p>
        <button class="accent wide" autofocus @click=${() => actions.takeBack()}>${t('elsewhere.here')}</button>
      </section>
    </main>`;
}
