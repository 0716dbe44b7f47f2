"""What two people do on their first day, by slixmpp; one line for each step that has worked.

slixmpp_session.py HOST PORT starttls|direct CERTIFICATE JID PASSWORD JID PASSWORD

CERTIFICATE (PEM) is the only one that is trusted. Exits with 1 at the first step that fails.
"""
import asyncio
import ssl
import sys
from xml.etree.ElementTree import Element

from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError

PATIENCE = 30  # seconds, for each thing that is waited for


class Person(ClientXMPP):
    """One person with one client."""

    def __init__(self, jid, password):
        super().__init__(jid, password)
        for plugin in ("xep_0030", "xep_0054", "xep_0077", "xep_0199", "xep_0203"):
            self.register_plugin(plugin)
        self["xep_0077"].create_account = False
        self.auto_authorize = None  # requests are answered by hand
        self.use_ipv6 = False
        self.heard = asyncio.Queue()
        self.requests = set()
        self.waiting = []
        self.add_event_handler("message", self.heard.put_nowait)
        self.add_event_handler("presence_subscribe", lambda p: self.requests.add(p["from"].bare))
        for event in ("presence_subscribe", "roster_update", "changed_status"):
            self.add_event_handler(event, self.look)

    def look(self, _):
        """Something has happened: whoever waits looks whether it is what they wait for."""
        for future, claim in self.waiting:
            if not future.done() and claim():
                future.set_result(True)

    async def until(self, claim):
        """Waits until the claim holds."""
        if not claim():
            future = asyncio.get_running_loop().create_future()
            self.waiting.append((future, claim))
            await asyncio.wait_for(future, PATIENCE)

    async def next_message(self):
        return await asyncio.wait_for(self.heard.get(), PATIENCE)

    def dial(self, server):
        """Connects; trusts the server's certificate and no other."""
        self.ssl_context = ssl.create_default_context(cafile=server.certificate)
        self.ca_certs = server.certificate
        self.connect((server.host, server.port), use_ssl=server.direct)

    async def come_online(self, server):
        """Logs in, gets the roster and says that it is here; the mechanism that was used."""
        started = self.wait_until("session_start", PATIENCE)
        self.dial(server)
        await started
        await self.get_roster(timeout=PATIENCE)
        self.send_presence()
        return self["feature_mechanisms"].mech.name

    async def leave(self):
        await asyncio.wait_for(self.disconnect(), PATIENCE)


class Server:
    def __init__(self, host, port, security, certificate):
        self.host = host
        self.port = int(port)
        self.direct = security == "direct"
        self.certificate = certificate


def done(step):
    print(step, flush=True)


def must(claim, complaint):
    if not claim:
        raise AssertionError(complaint)


def statuses(person, other):
    """What the other's clients show and say, as the person knows it."""
    known = person.client_roster.presence(other.boundjid.bare).values()
    return [(presence["show"], presence["status"]) for presence in known]


def subscription(person, other):
    return person.client_roster[other.boundjid.bare]["subscription"]


async def meet(juliet, romeo):
    her, his = juliet.boundjid.bare, romeo.boundjid.bare
    await juliet.update_roster(his, name="Romeo", groups=["Verona"], timeout=PATIENCE)
    await juliet.until(lambda: juliet.client_roster[his]["name"] == "Romeo")
    must(juliet.client_roster[his]["groups"] == ["Verona"], "groups")
    done("roster: the contact is kept with name and group")

    juliet.send_presence_subscription(his, ptype="subscribe")
    await romeo.until(lambda: her in romeo.requests)
    romeo.send_presence_subscription(her, ptype="subscribed")
    romeo.send_presence_subscription(her, ptype="subscribe")
    await juliet.until(lambda: his in juliet.requests)
    juliet.send_presence_subscription(his, ptype="subscribed")
    await juliet.until(lambda: subscription(juliet, romeo) == "both")
    await romeo.until(lambda: subscription(romeo, juliet) == "both")
    done("subscription: both")

    romeo.send_presence(pshow="away", pstatus="at the balcony")
    await juliet.until(lambda: statuses(juliet, romeo) == [("away", "at the balcony")])
    done("presence: away")


async def talk(juliet, romeo):
    her, his = juliet.boundjid.bare, romeo.boundjid.bare
    for sender, addressee, words in (
        (juliet, his, "Wherefore art thou?"),
        (romeo, juliet.boundjid.full, "Call me but love <3 & \U0001f339"),
    ):
        sender.send_message(mto=addressee, mbody=words, mtype="chat")
        heard = await (romeo if sender is juliet else juliet).next_message()
        must(heard["body"] == words, heard)
        must(heard["from"] == sender.boundjid, heard)
    done("chat: both ways")


async def miss(server, juliet, romeo):
    """One of them is away while the other writes."""
    her, his = juliet.boundjid.bare, romeo.boundjid.bare
    await romeo.leave()
    await juliet.until(lambda: not statuses(juliet, romeo))
    juliet.send_message(mto=his, mbody="Art thou gone so?", mtype="chat")
    await juliet["xep_0199"].send_ping(juliet.boundjid.domain, timeout=PATIENCE)
    back = Person(his, romeo.password)
    await back.come_online(server)
    heard = await back.next_message()
    must(heard["body"] == "Art thou gone so?", heard)
    must(heard["delay"]["stamp"], heard)
    done("offline: delivered with its time")
    return back


async def look_up(juliet, romeo):
    vcard = romeo["xep_0054"].make_vcard()
    vcard["FN"] = "Romeo Montague"
    await romeo["xep_0054"].publish_vcard(vcard, timeout=PATIENCE)
    answer = await juliet["xep_0054"].get_vcard(
        romeo.boundjid.bare, cached=False, timeout=PATIENCE
    )
    must(answer["vcard_temp"]["FN"] == "Romeo Montague", answer)
    done("vcard: read by the other")

    await juliet["xep_0199"].send_ping(juliet.boundjid.domain, timeout=PATIENCE)
    await juliet["xep_0199"].send_ping(romeo.boundjid.full, timeout=PATIENCE)
    done("ping: server and contact")

    try:
        await juliet.make_iq_set(sub=Element("{urn:example:later}enable")).send(timeout=PATIENCE)
        raise AssertionError("answered with a result")
    except IqError as error:
        must(error.condition == "service-unavailable", error)
    done("unknown: refused")


async def change_password(server, romeo):
    new, old = romeo.password + ", new", romeo.password
    await romeo["xep_0077"].change_password(new, jid=romeo.boundjid.domain, timeout=PATIENCE)
    await romeo.leave()
    refused = Person(romeo.boundjid.bare, old)
    failures = []
    refused.add_event_handler("failed_auth", lambda failure: failures.append(failure["condition"]))
    gone = refused.wait_until("disconnected", PATIENCE)
    refused.dial(server)
    await gone
    must("not-authorized" in failures and not refused.authenticated, failures)
    back = Person(romeo.boundjid.bare, new)
    await back.come_online(server)
    done("password: the new one opens, the old one does not")
    return back


async def main(host, port, security, certificate, *accounts):
    server = Server(host, port, security, certificate)
    juliet, romeo = Person(*accounts[:2]), Person(*accounts[2:])
    used = {await juliet.come_online(server), await romeo.come_online(server)}
    done("login: " + " ".join(used))
    await meet(juliet, romeo)
    await talk(juliet, romeo)
    romeo = await miss(server, juliet, romeo)
    await look_up(juliet, romeo)
    romeo = await change_password(server, romeo)
    await juliet.leave()
    await romeo.leave()
    done("end")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
