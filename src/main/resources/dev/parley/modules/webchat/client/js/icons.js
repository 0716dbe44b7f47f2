// Drawn with one stroke on 24 by 24.

import { html, svg } from '../lib/lit-html/lit-html.js';

const icon = shapes => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`;

export const back = icon(svg`<path d="M15 5l-7 7 7 7"/>`);
export const plus = icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const send = icon(svg`<path d="M4.5 12L4 4.6 20.5 12 4 19.4 4.5 12zm0 0H12"/>`);
export const clip = icon(svg`<path d="M19.5 11.5l-7.6 7.6a4.7 4.7 0 0 1-6.7-6.7l8-8a3.2 3.2 0 0 1 4.5 4.5l-8 8a1.6 1.6 0 0 1-2.3-2.3l7.3-7.2"/>`);
export const search = icon(svg`<circle cx="11" cy="11" r="6.2"/><path d="M15.6 15.6L20 20"/>`);
export const people = icon(svg`<circle cx="9" cy="8.5" r="3.3"/><path d="M2.8 19.2c.6-3.6 3-5.4 6.2-5.4s5.6 1.8 6.2 5.4M15.5 5.5a3.2 3.2 0 0 1 0 6M17.4 14.2c2.2.6 3.5 2.3 3.9 5"/>`);
export const info = icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.2M12 7.8v.1"/>`);
export const close = icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`);
export const down = icon(svg`<path d="M12 5v13M6.5 12.5L12 18l5.5-5.5"/>`);
export const pencil = icon(svg`<path d="M5 19l.8-3.8L16.2 4.8a1.7 1.7 0 0 1 2.4 0l.6.6a1.7 1.7 0 0 1 0 2.4L8.8 18.2 5 19z"/>`);
export const again = icon(svg`<path d="M18.5 8.5A7.3 7.3 0 1 0 19.3 13M18.8 4.5v4h-4"/>`);
export const bin = icon(svg`<path d="M5 7h14M10 7V4.8h4V7M7 7l.8 12.2h8.4L17 7M10.3 10.5v5.5M13.7 10.5v5.5"/>`);
export const file = icon(svg`<path d="M7 3.5h6.5L18 8v12.5H7zM13 3.5V8.5h5"/>`);
export const leave = icon(svg`<path d="M10 4.5H5.5v15H10M14 8l4.5 4-4.5 4M18 12H10"/>`);
export const clock = icon(svg`<circle cx="12" cy="12" r="7.5"/><path d="M12 8v4.3l2.8 1.7"/>`);
export const check = icon(svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`);
export const checks = icon(svg`<path d="M2.5 12.5L7 17l9.5-9.5M11.5 15.5L13 17l9-9.5"/>`);
export const warning = icon(svg`<path d="M12 4.5l9 15.5H3l9-15.5zM12 10.5v4M12 17.3v.1"/>`);
export const bubbles = html`<svg class="logo" viewBox="0 0 64 64" aria-hidden="true"><path class="one" d="M10 8h30a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8H24l-10 9v-9h-4a8 8 0 0 1-8-8V16a8 8 0 0 1 8-8z"/><path class="two" d="M52 22h2a8 8 0 0 1 8 8v12a8 8 0 0 1-8 8h-2v8l-9-8H30a8 8 0 0 1-7.4-5l3.2-3H40a12 12 0 0 0 12-12z"/><circle cx="15" cy="23" r="3"/><circle cx="25" cy="23" r="3"/><circle cx="35" cy="23" r="3"/></svg>`;
