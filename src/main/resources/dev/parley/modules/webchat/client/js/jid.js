// Addresses (RFC 7622), as far as a client has to take them apart: the server checks them.

export const bare = jid => jid.split('/', 1)[0];

export const resource = jid => jid.includes('/') ? jid.slice(jid.indexOf('/') + 1) : '';

export function local(jid) {
  const address = bare(jid);
  return address.includes('@') ? address.slice(0, address.indexOf('@')) : '';
}

export function domain(jid) {
  const address = bare(jid);
  return address.slice(address.indexOf('@') + 1);
}

/** What somebody typed, as an address; null if it cannot be one. A name alone belongs to the domain given. */
export function typed(input, domain) {
  const address = input.trim().toLowerCase().replace(/^xmpp:/, '').replace(/\?.*$/, '');
  const whole = address.includes('@') || !domain ? address : `${address}@${domain}`;
  return /^[^\s@/"&'<>:]+@[^\s@/]+$/.test(whole) ? whole : null;
}
