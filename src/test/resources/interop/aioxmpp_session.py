"""What two people do on their first day, by aioxmpp; one line for each step that has worked.

aioxmpp_session.py HOST PORT starttls|direct CERTIFICATE JID PASSWORD JID PASSWORD

CERTIFICATE (PEM) is the only one that is trusted. Exits with 1 at the first step that fails.
"""
import asyncio
import sys

import aioxmpp
import aioxmpp.ibr
import aioxmpp.ping
import aioxmpp.security_layer
import aioxmpp.vcard
import aiosasl
import lxml.etree
import OpenSSL.crypto
from aioxmpp.connector import STARTTLSConnector, XMPPOverTLSConnector

PATIENCE = 30  # seconds, for each thing that is waited for


class Server:
    def __init__(self, host, port, security, certificate):
        connector = XMPPOverTLSConnector() if security == "direct" else STARTTLSConnector()
        self.peer = (host, int(port), connector)
        with open(certificate, "rb") as file:
            self.certificate = OpenSSL.crypto.load_certificate(
                OpenSSL.crypto.FILETYPE_PEM, file.read()
            )

    def security(self, domain, password):
        """Trusts the server's certificate and no other."""
        pins = aioxmpp.security_layer.CertificatePinStore()
        pins.pin(domain, self.certificate)
        return aioxmpp.make_security_layer(
            password, pin_store=pins, pin_type=aioxmpp.security_layer.PinType.CERTIFICATE
        )


class Person:
    """One person with one client."""

    def __init__(self, server, jid, password):
        self.bare, self.password = aioxmpp.JID.fromstr(jid), password
        self.client = aioxmpp.PresenceManagedClient(
            self.bare,
            server.security(self.bare.domain, password),
            override_peer=[server.peer],
            max_initial_attempts=1,
        )
        self.client.resumption_timeout = 0
        self.roster = self.client.summon(aioxmpp.RosterClient)
        self.presence = self.client.summon(aioxmpp.PresenceClient)
        self.vcard = self.client.summon(aioxmpp.vcard.VCardService)
        self.account = self.client.summon(aioxmpp.ibr.RegistrationService)
        self.client.summon(aioxmpp.PingService)
        self.heard = asyncio.Queue()
        self.requests = set()
        self.something = asyncio.Event()
        messages = self.client.summon(aioxmpp.dispatcher.SimpleMessageDispatcher)
        messages.register_callback(None, None, self.heard.put_nowait)
        self.roster.on_subscribe.connect(self.asked)
        for signal in (
            self.roster.on_entry_added,
            self.roster.on_entry_name_changed,
            self.roster.on_entry_subscription_state_changed,
            self.presence.on_available,
            self.presence.on_changed,
            self.presence.on_unavailable,
        ):
            signal.connect(self.look)

    def asked(self, presence):
        self.requests.add(presence.from_.bare())
        self.look()

    def look(self, *_, **__):
        """Something has happened: whoever waits looks whether it is what they wait for."""
        self.something.set()

    async def until(self, claim):
        """Waits until the claim holds."""
        while not claim():
            self.something.clear()
            await asyncio.wait_for(self.something.wait(), PATIENCE)

    async def next_message(self):
        return await asyncio.wait_for(self.heard.get(), PATIENCE)

    async def come_online(self):
        """Logs in, gets the roster and says that it is here."""
        online = asyncio.get_running_loop().create_future()
        self.client.on_stream_established.connect(online, self.client.on_stream_established.AUTO_FUTURE)
        self.client.on_failure.connect(online, self.client.on_failure.AUTO_FUTURE)
        self.client.presence = aioxmpp.PresenceState(available=True)
        await asyncio.wait_for(online, PATIENCE)

    async def leave(self):
        stopped = asyncio.get_running_loop().create_future()
        self.client.on_stopped.connect(stopped, self.client.on_stopped.AUTO_FUTURE)
        self.client.stop()
        await asyncio.wait_for(stopped, PATIENCE)

    async def ask(self, to, payload):
        iq = aioxmpp.IQ(type_=aioxmpp.IQType.GET, to=to, payload=payload)
        return await asyncio.wait_for(self.client.send(iq), PATIENCE)


@aioxmpp.IQ.as_payload_class
class Unknown(aioxmpp.xso.XSO):
    TAG = ("urn:example:later", "query")


def done(step):
    print(step, flush=True)


def must(claim, complaint):
    if not claim:
        raise AssertionError(complaint)


def subscription(person, other):
    item = person.roster.items.get(other.bare)
    return item and item.subscription


def statuses(person, other):
    """What the other's clients show and say, as the person knows it."""
    known = person.presence.get_peer_resources(other.bare).values()
    return [(presence.show, presence.status.any() if presence.status else "") for presence in known]


async def meet(juliet, romeo):
    await juliet.roster.set_entry(romeo.bare, name="Romeo", add_to_groups={"Verona"})
    await juliet.until(lambda: romeo.bare in juliet.roster.items)
    item = juliet.roster.items[romeo.bare]
    must((item.name, set(item.groups)) == ("Romeo", {"Verona"}), item)
    done("roster: the contact is kept with name and group")

    juliet.roster.subscribe(romeo.bare)
    await romeo.until(lambda: juliet.bare in romeo.requests)
    romeo.roster.approve(juliet.bare)
    romeo.roster.subscribe(juliet.bare)
    await juliet.until(lambda: romeo.bare in juliet.requests)
    juliet.roster.approve(romeo.bare)
    await juliet.until(lambda: subscription(juliet, romeo) == "both")
    await romeo.until(lambda: subscription(romeo, juliet) == "both")
    done("subscription: both")

    away = aioxmpp.PresenceState(available=True, show=aioxmpp.PresenceShow.AWAY)
    romeo.client.set_presence(away, {None: "at the balcony"})
    await juliet.until(
        lambda: statuses(juliet, romeo) == [(aioxmpp.PresenceShow.AWAY, "at the balcony")]
    )
    done("presence: away")


async def say(sender, addressee, words):
    message = aioxmpp.Message(type_=aioxmpp.MessageType.CHAT, to=addressee)
    message.body[None] = words
    await asyncio.wait_for(sender.client.send(message), PATIENCE)


async def talk(juliet, romeo):
    for sender, hearer, addressee, words in (
        (juliet, romeo, romeo.bare, "Wherefore art thou?"),
        (romeo, juliet, juliet.client.local_jid, "Call me but love <3 & \U0001f339"),
    ):
        await say(sender, addressee, words)
        heard = await hearer.next_message()
        must(heard.body.any() == words, heard)
        must(heard.from_ == sender.client.local_jid, heard)
    done("chat: both ways")


async def miss(server, juliet, romeo):
    """One of them is away while the other writes."""
    await romeo.leave()
    await juliet.until(lambda: not statuses(juliet, romeo))
    await say(juliet, romeo.bare, "Art thou gone so?")
    await aioxmpp.ping.ping(juliet.client, juliet.bare.replace(localpart=None))
    back = Person(server, str(romeo.bare), romeo.password)
    await back.come_online()
    heard = await back.next_message()
    must(heard.body.any() == "Art thou gone so?", heard)
    must(heard.xep0203_delay[0].stamp, heard)
    done("offline: delivered with its time")
    return back


async def look_up(juliet, romeo):
    vcard = await romeo.vcard.get_vcard()
    name = lxml.etree.SubElement(vcard.elements, "{vcard-temp}FN")
    name.text = "Romeo Montague"
    await romeo.vcard.set_vcard(vcard)
    answer = await juliet.vcard.get_vcard(romeo.bare)
    names = [element.text for element in answer.elements]
    must(names == ["Romeo Montague"], names)
    done("vcard: read by the other")

    for addressee in (juliet.bare.replace(localpart=None), romeo.client.local_jid):
        await asyncio.wait_for(aioxmpp.ping.ping(juliet.client, addressee), PATIENCE)
    done("ping: server and contact")

    try:
        await juliet.ask(None, Unknown())
        raise AssertionError("answered with a result")
    except aioxmpp.XMPPCancelError as error:
        must(error.condition == aioxmpp.ErrorCondition.SERVICE_UNAVAILABLE, error)
    done("unknown: refused")


async def change_password(server, romeo):
    new, old = romeo.password + ", new", romeo.password
    await asyncio.wait_for(romeo.account.change_pass(new), PATIENCE)
    await romeo.leave()
    try:
        await Person(server, str(romeo.bare), old).come_online()
        raise AssertionError("the old password opens")
    except aiosasl.AuthenticationFailure:
        pass
    back = Person(server, str(romeo.bare), new)
    await back.come_online()
    done("password: the new one opens, the old one does not")
    return back


def watch_mechanisms():
    """The set of mechanisms that logins use from now on."""
    used = set()

    class Scram(aiosasl.SCRAM):
        async def authenticate(self, sm, token):
            used.add(token[0])
            await super().authenticate(sm, token)

    aioxmpp.security_layer.aiosasl.SCRAM = Scram
    return used


async def main(host, port, security, certificate, *accounts):
    used = watch_mechanisms()
    server = Server(host, port, security, certificate)
    juliet, romeo = Person(server, *accounts[:2]), Person(server, *accounts[2:])
    await juliet.come_online()
    await romeo.come_online()
    done("login: " + " ".join(used))
    await meet(juliet, romeo)
    await talk(juliet, romeo)
    romeo = await miss(server, juliet, romeo)
    await look_up(juliet, romeo)
    romeo = await change_password(server, romeo)
    await juliet.leave()
    await romeo.leave()
    done("end")


asyncio.run(main(*sys.argv[1:]))
