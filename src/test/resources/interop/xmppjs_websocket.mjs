// Logs in by @xmpp/client over WebSocket, writes to itself, and comes back by a token (XEP-0484).
// Arguments: address, domain, user, password. Prints one line a step.
import { client, xml } from "@xmpp/client";
import WebSocket from "ws";
import { online } from "./xmppjs_online.mjs";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
globalThis.WebSocket ??= WebSocket;
const [, , service, domain, username, password] = process.argv;
let token = null;

async function session(secret) {
  const xmpp = client({
    service,
    domain,
    username,
    password: secret,
    userAgent: xml("user-agent", { id: "d4565fa7-4d72-4749-b3d3-740edbf87771" }),
  });
  xmpp.on("error", (error) => console.log(`error: ${error}`));
  xmpp.on("send", (element) => {
    if (element.name === "authenticate") {
      console.log(`login: ${element.attrs.mechanism}`);
    }
  });
  xmpp.fast.saveToken = async (given) => {
    token = given;
  };
  xmpp.fast.fetchToken = async () => token;
  xmpp.fast.deleteToken = async () => {
    token = null;
  };
  const jid = await online(xmpp);
  const heard = new Promise((done) => {
    xmpp.on("stanza", (stanza) => stanza.is("message") && done(stanza.getChildText("body")));
  });
  await xmpp.send(xml("presence"));
  await xmpp.send(xml("message", { to: jid.toString(), type: "chat" }, xml("body", {}, "Hi <&>")));
  console.log(`message: ${await heard}`);
  console.log(`acknowledged: ${xmpp.streamManagement.enabled}`);
  await xmpp.stop();
}

await session(password);
await session("not the password");
console.log("end: well");
