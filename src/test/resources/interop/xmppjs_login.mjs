// Logs in by @xmpp/client with a password, which gives it a token (XEP-0484), and then with that alone.
// Arguments: port (direct TLS), domain, user, password. Prints one line a step.
import { client, xml } from "@xmpp/client";
import { online } from "./xmppjs_online.mjs";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
const [, , port, domain, username, password] = process.argv;
let token = null;

async function session(secret) {
  const xmpp = client({
    service: `xmpps://127.0.0.1:${port}`,
    domain,
    username,
    password: secret,
    userAgent: xml(
      "user-agent",
      { id: "d4565fa7-4d72-4749-b3d3-740edbf87770" },
      xml("software", {}, "xmpp.js"),
      xml("device", {}, "test"),
    ),
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
  await xmpp.send(xml("presence"));
  await xmpp.iqCaller.get(xml("ping", "urn:xmpp:ping"), domain);
  console.log(`session: ${jid.getDomain() === domain && jid.getResource().length > 0}`);
  console.log(`acknowledged: ${xmpp.streamManagement.enabled}`);
  await xmpp.stop();
  return jid.toString();
}

const first = await session(password);
console.log(`token: ${token.mechanism}`);
const second = await session("not the password");
console.log(`resource: ${first === second ? "the same" : `${first}, ${second}`}`);
console.log("end");
