// Logs in by @xmpp/client with a password, which gives it a token (XEP-0484), and then with that alone.
// Arguments: port (direct TLS), domain, user, password. Prints one line a step.
import { client, xml } from "@xmpp/client";

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
  const online = new Promise((resolve, reject) => {
    xmpp.once("online", resolve);
    xmpp.start().catch((error) => {
      // open() begins to wait for the answer once its own write has returned. An answer that was
      // quicker is missed there, and it gives up after two seconds; the session goes on all the same.
      if (error.name !== "TimeoutError" || xmpp.status === "opening") reject(error);
    });
  });
  const jid = await online;
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
