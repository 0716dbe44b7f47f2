// Uses the web client as people do, in a headless Chromium.
// Arguments: port of the server, folder for pictures; accounts are juliet, romeo and mallory with the password "secret".
import { chromium } from 'playwright-core';
import { createServer, connect } from 'node:net';

const [port, folder] = process.argv.slice(2);
const patience = 20_000;
const ok = what => console.log(`ok: ${what}`);
const trouble = [];

// What the browser connects to: a line that can be cut.
const lines = new Set();
let isCut = false;
const line = createServer(near => {
  if (isCut) {
    near.destroy();
    return;
  }
  const far = connect(Number(port), '127.0.0.1');
  for (const each of [near, far]) {
    lines.add(each);
    each.on('error', () => {}).on('close', () => {
      near.destroy();
      far.destroy();
    });
  }
  near.pipe(far).pipe(near);
});
await new Promise(resolve => line.listen(0, '127.0.0.1', resolve));

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

async function open(options = {}) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, viewport: { width: 1100, height: 720 }, locale: 'en-GB', ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.on('pageerror', error => trouble.push(`error ${error.message}`));
  page.on('dialog', dialog => {
    trouble.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('console', message => {
    if (/Content Security Policy|TrustedHTML|Trusted Type/i.test(message.text())) trouble.push(message.text());
  });
  await page.goto(`https://localhost:${line.address().port}/chat/`);
  return page;
}

async function enter(page, name, password = 'secret') {
  await page.fill('[name=address]', name);
  await page.fill('[name=password]', password);
  await page.click('form .accent');
}

async function choose(page, jid) {
  await page.click(`[data-jid="${jid}"].entry`);
  await page.waitForSelector(`[data-jid="${jid}"].scroll`);
}

const wrote = (page, text) => page.getByRole('log').getByText(text, { exact: true }).first().waitFor();

async function write(page, text) {
  await page.fill('.composer textarea', text);
  await page.press('.composer textarea', 'Enter');
}

async function shot(page, name) {
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

async function start(page, jid) {
  await page.getByRole('button', { name: 'New chat' }).click();
  await page.fill('dialog [name=address]', jid);
  await page.click('dialog .accent');
}

async function room(page, name) {
  await page.getByRole('button', { name: 'New chat' }).click();
  await page.getByRole('tab', { name: 'Room' }).click();
  await page.fill('dialog [name=name]', name);
  await page.click('dialog form .accent');
}

/** A small picture of an evening sky, in a file. */
const picture = page => page.evaluate(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 280 });
  const pen = canvas.getContext('2d');
  const sky = pen.createLinearGradient(0, 0, 0, 280);
  sky.addColorStop(0, '#14204a');
  sky.addColorStop(0.7, '#5a4a86');
  sky.addColorStop(1, '#e0935f');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 480, 280);
  pen.fillStyle = '#f6eccb';
  pen.beginPath();
  pen.arc(370, 70, 30, 0, 7);
  pen.fill();
  pen.fillStyle = '#15132a';
  pen.fillRect(0, 225, 480, 55);
  pen.fillRect(70, 110, 120, 130);
  pen.fillStyle = '#f3c66b';
  pen.fillRect(112, 140, 34, 56);
  return canvas.toDataURL('image/png').split(',')[1];
});

try {
  const juliet = await open();
  await shot(juliet, 'login');
  await enter(juliet, 'juliet', 'wrong');
  await juliet.getByRole('alert').getByText('wrong').waitFor();
  ok('a wrong password is refused');
  await enter(juliet, 'juliet');
  await juliet.waitForSelector('.side');
  const kept = await juliet.evaluate(() => JSON.stringify({ ...localStorage }));
  if (!kept.includes('token') || kept.includes('"password"') || kept.includes('secret"')) trouble.push(kept);
  ok('log in');

  await choose(juliet, 'mallory@localhost');
  for (const text of ['<img src=x onerror="alert(1)">', '<script>alert(2)</script>', 'javascript:alert(3)',
    '${alert(4)} <!--?lit$1$--> &lt;b&gt;']) {
    await wrote(juliet, text);
  }
  const harm = await juliet.evaluate(() => ({
    foreign: [...document.querySelectorAll('img, script[src], iframe')].map(each => each.src)
      .filter(src => !src.startsWith(location.origin) && !src.startsWith('blob:')),
    links: [...document.querySelectorAll('a')].filter(a =>
      !/^(https?|mailto|xmpp):/.test(a.protocol) || !a.rel.includes('noopener')).map(a => a.href),
    markup: document.querySelectorAll('.bubble script, .bubble b b, .bubble [onerror]').length,
  }));
  if (harm.foreign.length || harm.links.length || harm.markup) trouble.push(JSON.stringify(harm));
  if ((await juliet.textContent('body')).includes('forged')) trouble.push('a copy that is none');
  ok('hostile messages are text');

  const proof = await juliet.evaluate(async () => {
    const { Scram, bytes } = await import('/chat/js/scram.js');
    const login = new Scram('SCRAM-SHA-256', 'user', 'pencil', 'rOprNGfwEbeRWgbNEkqO');
    login.first();
    const answer = await login.answer(bytes(
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'));
    return [
      new TextDecoder().decode(answer).split('p=')[1],
      await login.proves(bytes('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')),
      await login.proves(bytes('v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')),
    ].join();
  });
  if (proof !== 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=,true,false') trouble.push(proof);
  ok('the example of RFC 7677');

  const romeo = await open({ colorScheme: 'dark' });
  await enter(romeo, 'romeo@localhost');
  await romeo.waitForSelector('.side');
  await start(romeo, 'juliet');
  await juliet.locator('.notice').getByRole('button', { name: 'Accept' }).click();
  await romeo.getByText('Online', { exact: true }).waitFor();
  ok('contacts see each other');

  await write(romeo, 'But, soft! What light through yonder window breaks?');
  await wrote(juliet, 'But, soft! What light through yonder window breaks?');
  await write(juliet, 'O Romeo, Romeo! Wherefore art thou Romeo?');
  await wrote(romeo, 'O Romeo, Romeo! Wherefore art thou Romeo?');
  await juliet.locator('.ticks.received, .ticks.read').last().waitFor();
  ok('send and receive');

  await write(romeo, 'Shall I hear more?');
  await romeo.press('.composer textarea', 'ArrowUp');
  await write(romeo, 'Shall I hear more, or shall I speak at this?');
  await wrote(juliet, 'Shall I hear more, or shall I speak at this?');
  ok('correct a message');

  const sky = await picture(romeo);
  await romeo.setInputFiles('.composer input[type=file]',
    { name: 'balcony.png', mimeType: 'image/png', buffer: Buffer.from(sky, 'base64') });
  await juliet.waitForFunction(() => document.querySelector('.picture img')?.naturalWidth === 480);
  ok('upload a picture');
  await write(juliet, 'Good night, good night! Parting is such sweet sorrow 🌹');
  await wrote(romeo, 'Good night, good night! Parting is such sweet sorrow 🌹');
  await shot(juliet, 'chat');

  await room(juliet, 'Garden party');
  await juliet.getByText('1 person').waitFor();
  await room(romeo, 'Garden party');
  await romeo.getByText('2 people').waitFor();
  await write(romeo, 'Is anybody in the garden?');
  await wrote(juliet, 'Is anybody in the garden?');
  await write(juliet, 'I am, and the nurse will be.');
  await wrote(romeo, 'I am, and the nurse will be.');
  await romeo.getByRole('button', { name: 'Details' }).click();
  await romeo.locator('.details .people li').nth(1).waitFor();
  ok('join a room');
  await write(romeo, 'Buy my roses');
  await wrote(juliet, 'Buy my roses');
  await juliet.locator('.theirs .bubble').last().hover();
  await juliet.locator('.theirs').last().getByRole('button', { name: 'Delete as moderator' }).click();
  await wrote(romeo, 'A moderator deleted this message.');
  await wrote(juliet, 'A moderator deleted this message.');
  ok('a moderator deletes a message');
  await shot(romeo, 'room');
  await romeo.getByRole('button', { name: 'Details' }).click();

  isCut = true;
  for (const each of lines) each.destroy();
  await juliet.getByText('Connection lost').waitFor();
  await choose(juliet, 'romeo@localhost');
  await write(juliet, 'Can you hear me?');
  await juliet.locator('.ticks.sending').waitFor();
  isCut = false;
  await juliet.getByText('Connection lost').waitFor({ state: 'detached' });
  await choose(romeo, 'juliet@localhost');
  await wrote(romeo, 'Can you hear me?');
  await juliet.locator('.ticks.sending').waitFor({ state: 'detached' });
  const times = await romeo.getByRole('log').getByText('Can you hear me?', { exact: true }).count();
  if (times !== 1) trouble.push(`came ${times} times`);
  await choose(juliet, 'garden-party@conference.localhost');
  await write(juliet, 'The nurse is here.');
  await choose(romeo, 'garden-party@conference.localhost');
  await wrote(romeo, 'The nurse is here.');
  await choose(romeo, 'juliet@localhost');
  ok('come back after a lost connection');

  await juliet.reload();
  await choose(juliet, 'romeo@localhost');
  await wrote(juliet, 'Can you hear me?');
  ok('come back by token, with the history');
  await juliet.getByRole('button', { name: 'Search in this chat' }).click();
  await juliet.fill('[name=words]', 'yonder');
  await juliet.press('[name=words]', 'Enter');
  await juliet.locator('.finding').getByText('But, soft!').waitFor();
  ok('search');
  await juliet.getByRole('button', { name: 'Search in this chat' }).click();

  await romeo.setViewportSize({ width: 390, height: 780 });
  await shot(romeo, 'phone');
  await romeo.getByRole('button', { name: 'Back to the list' }).click();
  await romeo.waitForSelector('.chats', { state: 'visible' });
  await shot(romeo, 'phone-list');
  ok('a small screen');

  const long = `${'A glooming peace this morning with it brings. '.repeat(110)}The end.`;
  await choose(romeo, 'juliet@localhost');
  await write(romeo, long);
  await choose(juliet, 'romeo@localhost');
  await juliet.getByRole('button', { name: 'Show all' }).click();
  await juliet.getByRole('button', { name: 'Show all' }).waitFor({ state: 'detached' });
  ok('a long message');

  const second = await juliet.context().newPage();
  second.setDefaultTimeout(patience);
  await second.goto(juliet.url());
  await second.waitForSelector('.side');
  await juliet.getByText('another window').waitFor();
  await juliet.getByRole('button', { name: 'Use this window' }).click();
  await juliet.waitForSelector('.side');
  await second.getByText('another window').waitFor();
  await second.close();
  const third = await juliet.context().newPage();
  third.setDefaultTimeout(patience);
  // It is still waiting for the last of what it reads when it has to yield.
  await third.routeWebSocket(/.*/, socket => {
    const server = socket.connectToServer();
    server.onMessage(text => String(text).includes('urn:xmpp:mds:displayed:0') || socket.send(text));
  });
  await third.goto(juliet.url());
  await juliet.getByText('another window').waitFor();
  await third.waitForSelector('.side');
  await juliet.getByRole('button', { name: 'Use this window' }).click();
  await third.getByText('another window').waitFor();
  await juliet.waitForSelector('.side');
  await third.close();
  ok('one window at a time');

  await juliet.click('.me');
  await juliet.getByRole('button', { name: 'Log out' }).click();
  await juliet.waitForSelector('.card');
  if (await juliet.evaluate(() => localStorage.getItem('parley.login'))) trouble.push('a token is left');
  ok('log out');
} catch (failure) {
  trouble.push(failure.message);
} finally {
  await browser.close();
  line.close();
  for (const each of lines) each.destroy();
}
for (const each of trouble) console.log(`trouble: ${each}`);
console.log('end');
