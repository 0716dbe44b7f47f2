/**
 * Starts an @xmpp/client and resolves to its JID once it is online. Its open() begins to wait for
 * the server's answer when its own write has returned; an answer that was quicker is missed there,
 * and start() gives up after two seconds, while the session goes on all the same.
 */
export function online(xmpp) {
  return new Promise((resolve, reject) => {
    xmpp.once("online", resolve);
    xmpp.start().catch((error) => {
      if (error.name !== "TimeoutError" || xmpp.status === "opening") reject(error);
    });
  });
}
