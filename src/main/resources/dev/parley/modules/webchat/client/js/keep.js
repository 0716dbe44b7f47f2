// What stays in the browser: never a password; a token, which the server can take back.

const LOGIN = 'parley.login';
const AGENT = 'parley.agent';

let store = localStorage;

/** Until the browser is closed, or until somebody logs out. */
export function keepFor(isLong) {
  store = isLong ? localStorage : sessionStorage;
}

export function credentials(known) {
  if (known.token) store.setItem(LOGIN, JSON.stringify(known));
}

/** What the last login has left: jid, token and count; null if nothing. */
export function kept() {
  for (const each of [localStorage, sessionStorage]) {
    try {
      const known = JSON.parse(each.getItem(LOGIN));
      if (known?.jid && known.token) {
        store = each;
        return known;
      }
    } catch {
      each.removeItem(LOGIN);
    }
  }
  return null;
}

export function forget() {
  localStorage.removeItem(LOGIN);
  sessionStorage.removeItem(LOGIN);
}

/** This browser as its owner will see it in the list of devices. */
export function agent() {
  let id = localStorage.getItem(AGENT);
  if (!id) {
    id = crypto.randomUUID();
    localStorage.setItem(AGENT, id);
  }
  const brand = navigator.userAgentData?.brands?.find(each => !/not.?a.?brand|chromium/i.test(each.brand))?.brand;
  const browser = brand ?? (/Firefox/.test(navigator.userAgent) ? 'Firefox' : /Safari/.test(navigator.userAgent)
    ? 'Safari' : 'Browser');
  return { id, software: 'Parley Web', device: [browser, navigator.userAgentData?.platform].filter(Boolean).join(', ') };
}
