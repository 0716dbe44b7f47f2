// Two people log in by strophe.js, one over each address, and write to each other.
// Arguments: address of the first, address of the second, domain, then user and password of both.
import { Strophe, $msg, $pres } from "strophe.js";
import { DOMParser } from "@xmldom/xmldom";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
const [, , first, second, domain, juliet, julietPassword, romeo, romeoPassword] = process.argv;

// What browsers have and Node.js does not: as much of it as strophe.js uses.
globalThis.XMLHttpRequest = class {
  readyState = 0;
  status = 0;
  responseText = "";
  responseXML = null;
  onreadystatechange = () => {};
  #headers = {};
  #abort = new AbortController();

  open(method, url) {
    this.method = method;
    this.url = url;
    this.readyState = 1;
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  async send(body) {
    try {
      const answer = await fetch(this.url, {
        method: this.method,
        headers: this.#headers,
        body,
        signal: this.#abort.signal,
      });
      this.status = answer.status;
      this.responseText = await answer.text();
      this.responseXML = new DOMParser().parseFromString(this.responseText, "text/xml");
    } catch {
      this.status = 0;
    }
    this.readyState = 4;
    this.onreadystatechange();
  }

  getAllResponseHeaders() {
    return "";
  }

  abort() {
    this.#abort.abort();
  }
};

function logIn(address, user, password) {
  return new Promise((done, failed) => {
    const connection = new Strophe.Connection(address);
    connection.connect(`${user}@${domain}/web`, password, (status, condition) => {
      if (status === Strophe.Status.CONNECTED) {
        done(connection);
      } else if (status === Strophe.Status.CONNFAIL || status === Strophe.Status.AUTHFAIL) {
        failed(new Error(`${user}: ${status} ${condition}`));
      }
    });
  });
}

function heard(connection) {
  return new Promise((done) => {
    connection.addHandler(
      (message) => {
        done(message.getElementsByTagName("body")[0].textContent);
        return false;
      },
      null,
      "message",
      "chat",
    );
  });
}

const one = await logIn(first, juliet, julietPassword);
const other = await logIn(second, romeo, romeoPassword);
console.log("login: both");
one.send($pres());
other.send($pres());
let next = heard(other);
one.send($msg({ to: other.jid, type: "chat" }).c("body").t("Art thou not Romeo? <&>"));
console.log(`romeo: ${await next}`);
next = heard(one);
other.send($msg({ to: one.jid, type: "chat" }).c("body").t("Neither, fair saint 🌹"));
console.log(`juliet: ${await next}`);
for (const connection of [one, other]) {
  await new Promise((done) => {
    connection.connect_callback = (status) => {
      if (status === Strophe.Status.DISCONNECTED) {
        done();
      }
    };
    connection.disconnect();
  });
}
console.log("end: both");
process.exit(0);
