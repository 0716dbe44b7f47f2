"""An app server (XEP-0357) that is a component, and a phone that it is to wake, by slixmpp.

slixmpp_push.py HOST PORT CERTIFICATE COMPONENT_PORT DOMAIN SECRET JID PASSWORD JID PASSWORD [again]

With `again` the phone has registered before, in another life of the server. Exits with 1 at the
first step that fails.
"""
import asyncio
import sys
from xml.etree.ElementTree import fromstring

from slixmpp import ComponentXMPP
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import StanzaPath

from slixmpp_session import PATIENCE, Person, Server, done, must

FORM = "{jabber:x:data}"
ENABLE = "<enable xmlns='urn:xmpp:push:0' jid='{}' node='{}'/>"


class AppServer(ComponentXMPP):
    """Takes what is published at the node `phone`; knows no other node."""

    def __init__(self, domain, secret, host, port):
        super().__init__(domain, secret, host, port)
        self.register_plugin("xep_0060")
        self.published = asyncio.Queue()
        path = StanzaPath("iq@type=set/pubsub/publish")
        self.register_handler(Callback("announcement", path, self.announced))

    def announced(self, iq):
        node = iq["pubsub"]["publish"]["node"]
        count = iq.xml.find(f".//{FORM}field[@var='message-count']/{FORM}value").text
        reply = iq.reply()
        if node != "phone":
            reply.error()
            reply["error"]["type"] = "cancel"
            reply["error"]["condition"] = "item-not-found"
        reply.send()
        self.published.put_nowait((str(iq["from"]), node, int(count)))

    async def come_online(self):
        started = self.wait_until("session_start", PATIENCE)
        self.connect()
        await started

    async def next(self):
        return await asyncio.wait_for(self.published.get(), PATIENCE)


async def enable(phone, domain, node):
    iq = phone.make_iq_set()
    iq.xml.append(fromstring(ENABLE.format(domain, node)))
    await iq.send(timeout=PATIENCE)


async def run(host, port, certificate, component, domain, secret, her, hers, his, his_own, *again):
    server = Server(host, port, "starttls", certificate)
    app = AppServer(domain, secret, host, int(component))
    await app.come_online()
    done("app server: there")
    romeo = Person(his, his_own)
    await romeo.come_online(server)

    if not again:
        phone = Person(her, hers)
        await phone.come_online(server)
        for node in ("phone", "gone"):
            await enable(phone, domain, node)
        await phone.leave()
        done("phone: registered twice, and away")
        romeo.send_message(mto=her, mbody="Wherefore?", mtype="chat")
        told = sorted([await app.next(), await app.next()])
        must(told == [(her, "gone", 1), (her, "phone", 1)], told)
        done("told: both nodes, one is not known")

    for attempt in range(2):
        romeo.send_message(mto=her, mbody=f"Art thou gone? {attempt}", mtype="chat")
        told = await app.next()
        must(told[:2] == (her, "phone"), told)
    done("told: the one that is known")
    await romeo.leave()
    app.disconnect()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
    done("end")
