// XML as the DOM has it: built and written by the browser, never by joining text.

export const NS = {
  framing: 'urn:ietf:params:xml:ns:xmpp-framing',
  stream: 'http://etherx.jabber.org/streams',
  client: 'jabber:client',
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  sasl2: 'urn:xmpp:sasl:2',
  bind2: 'urn:xmpp:bind:0',
  fast: 'urn:xmpp:fast:0',
  sm: 'urn:xmpp:sm:3',
  csi: 'urn:xmpp:csi:0',
  carbons: 'urn:xmpp:carbons:2',
  forward: 'urn:xmpp:forward:0',
  delay: 'urn:xmpp:delay',
  roster: 'jabber:iq:roster',
  register: 'jabber:iq:register',
  form: 'jabber:x:data',
  info: 'http://jabber.org/protocol/disco#info',
  items: 'http://jabber.org/protocol/disco#items',
  caps: 'http://jabber.org/protocol/caps',
  pubsub: 'http://jabber.org/protocol/pubsub',
  event: 'http://jabber.org/protocol/pubsub#event',
  publishOptions: 'http://jabber.org/protocol/pubsub#publish-options',
  mam: 'urn:xmpp:mam:2',
  rsm: 'http://jabber.org/protocol/rsm',
  sid: 'urn:xmpp:sid:0',
  receipts: 'urn:xmpp:receipts',
  states: 'http://jabber.org/protocol/chatstates',
  markers: 'urn:xmpp:chat-markers:0',
  correct: 'urn:xmpp:message-correct:0',
  retract: 'urn:xmpp:message-retract:1',
  moderate: 'urn:xmpp:message-moderate:1',
  hints: 'urn:xmpp:hints',
  oob: 'jabber:x:oob',
  upload: 'urn:xmpp:http:upload:0',
  avatarData: 'urn:xmpp:avatar:data',
  avatarMetadata: 'urn:xmpp:avatar:metadata',
  nick: 'http://jabber.org/protocol/nick',
  bookmarks: 'urn:xmpp:bookmarks:1',
  displayed: 'urn:xmpp:mds:displayed:0',
  muc: 'http://jabber.org/protocol/muc',
  mucUser: 'http://jabber.org/protocol/muc#user',
  mucOwner: 'http://jabber.org/protocol/muc#owner',
  conference: 'jabber:x:conference',
  ping: 'urn:xmpp:ping',
};

/** The only place where text from the network is parsed: as XML, of which nothing is ever shown as HTML. */
const policy = globalThis.trustedTypes?.createPolicy('parley-xml', { createHTML: text => text })
  ?? { createHTML: text => text };

const owner = document.implementation.createDocument(null, null);

/** Text without what XML cannot hold (XML 1.0 §2.2). */
export const clean = text =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '');

/** Makes an element; attributes that are null or undefined are left out, and so are such children. */
export function x(namespace, name, attributes = {}, ...children) {
  const element = owner.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(key, clean(String(value)));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined) continue;
    element.append(typeof child === 'string' ? owner.createTextNode(clean(child)) : child);
  }
  return element;
}

export const write = element => new XMLSerializer().serializeToString(element);

/** Reads one element; throws if the text is none. */
export function read(text) {
  const root = new DOMParser().parseFromString(policy.createHTML(text), 'application/xml').documentElement;
  if (root.localName === 'parsererror' || root.getElementsByTagName('parsererror').length > 0) {
    throw new Error('not well-formed');
  }
  return root;
}

/** The first child of that name; the namespace is that of the parent if none is given. */
export function child(element, name, namespace = element?.namespaceURI) {
  for (const each of element?.children ?? []) {
    if (each.localName === name && each.namespaceURI === namespace) return each;
  }
  return null;
}

export const children = (element, name, namespace = element?.namespaceURI) =>
  [...(element?.children ?? [])].filter(
    each => each.localName === name && each.namespaceURI === namespace);

/** The text of a child, or null. */
export const text = (element, name, namespace) => child(element, name, namespace)?.textContent ?? null;

/** A form to submit (XEP-0004), of pairs of names and values. */
export const form = (type, fields) =>
  x(NS.form, 'x', { type: 'submit' },
    x(NS.form, 'field', { var: 'FORM_TYPE', type: 'hidden' }, x(NS.form, 'value', {}, type)),
    Object.entries(fields).map(([name, value]) =>
      x(NS.form, 'field', { var: name }, x(NS.form, 'value', {}, String(value)))));
