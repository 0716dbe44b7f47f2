"""Two people who encrypt by OMEMO (XEP-0384) with python-omemo; a line for each step that worked.

slixmpp_omemo.py HOST PORT CERTIFICATE twomemo|oldmemo JID PASSWORD JID PASSWORD

CERTIFICATE (PEM) is the only one that is trusted. twomemo speaks `urn:xmpp:omemo:2`, oldmemo
what came before. The two are no contacts of each other. Exits with 1 at the first step that fails.
"""
import asyncio
import sys
from importlib import import_module

import omemo
from omemo.storage import Just, Nothing
from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError
from slixmpp.plugins.xep_0004 import Form
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

HOST, PORT, CERTIFICATE, BACKEND = sys.argv[1:5]
PATIENCE = 30  # seconds, for each thing that is waited for
OLD = BACKEND == "oldmemo"

backend = import_module(BACKEND)
tree = import_module(BACKEND + ".etree")
NAMESPACE = "eu.siacs.conversations.axolotl" if OLD else "urn:xmpp:omemo:2"
OPTIONS = "http://jabber.org/protocol/pubsub#publish-options"
DEVICES = NAMESPACE + (".devicelist" if OLD else ":devices")


def bundle_place(device_id):
    """Node and item of the keys of a device."""
    if OLD:
        return f"{NAMESPACE}.bundles:{device_id}", "current"
    return f"{NAMESPACE}:bundles", str(device_id)


class Memory(omemo.Storage):
    """Forgets all at the end."""

    def __init__(self):
        super().__init__(True)
        self.values = {}

    async def _load(self, key):
        return Just(self.values[key]) if key in self.values else Nothing()

    async def _store(self, key, value):
        self.values[key] = value

    async def _delete(self, key):
        self.values.pop(key, None)


def manager_of(person):
    """The library's manager, which publishes and fetches by this person's PEP."""

    class Manager(omemo.SessionManager):
        @staticmethod
        async def _upload_bundle(bundle):
            node, item = bundle_place(bundle.device_id)
            await person.publish(node, item, tree.serialize_bundle(bundle))

        @staticmethod
        async def _download_bundle(namespace, bare_jid, device_id):
            node, item = bundle_place(device_id)
            payload = await person.fetch(bare_jid, node, item)
            if payload is None:
                raise omemo.BundleNotFound()
            return tree.parse_bundle(payload, bare_jid, device_id)

        @staticmethod
        async def _delete_bundle(namespace, device_id):
            node, item = bundle_place(device_id)
            await person["xep_0060"].retract(person.boundjid.bare, node, item)

        @staticmethod
        async def _upload_device_list(namespace, device_list):
            await person.publish(DEVICES, "current", tree.serialize_device_list(device_list))

        @staticmethod
        async def _download_device_list(namespace, bare_jid):
            payload = await person.fetch(bare_jid, DEVICES, "current")
            return {} if payload is None else tree.parse_device_list(payload)

        async def _evaluate_custom_trust_level(self, device):
            return omemo.TrustLevel.TRUSTED

        async def _make_trust_decision(self, undecided, identifier):
            pass

        @staticmethod
        async def _send_message(message, bare_jid):
            person.send_encrypted(message, bare_jid)

    return Manager


class Person(ClientXMPP):
    """Somebody with one client that encrypts."""

    def __init__(self, jid, password):
        super().__init__(jid, password)
        for plugin in ("xep_0004", "xep_0030", "xep_0060", "xep_0115", "xep_0163"):
            self.register_plugin(plugin)
        self.use_ipv6 = False
        self.ca_certs = CERTIFICATE
        self.heard = asyncio.Queue()
        self.lists = asyncio.Queue()
        # The event "message" is for those with a body.
        everything = MatchXPath("{jabber:client}message")
        self.register_handler(Callback("all messages", everything, self.look))

    def look(self, message):
        event = message.xml.find(".//{http://jabber.org/protocol/pubsub#event}items")
        if event is not None and event.get("node") == DEVICES:
            self.lists.put_nowait(tree.parse_device_list(event[0][0]))
        encrypted = message.xml.find("{" + NAMESPACE + "}encrypted")
        if encrypted is not None:
            self.heard.put_nowait((message["from"].bare, encrypted))

    async def come_online(self):
        self.connect((HOST, int(PORT)))
        await self.wait_until("session_start", PATIENCE)
        self["xep_0163"].add_interest(DEVICES)
        await self["xep_0115"].update_caps()
        storage = Memory()
        self.manager = await manager_of(self).create(
            [getattr(backend, BACKEND.capitalize())(storage)],
            storage,
            self.boundjid.bare,
            "the only device",
            "undecided",
        )
        self.send_presence()

    async def publish(self, node, item, payload):
        """As XEP-0384 §5.3.1 asks for: for everybody, and as many as there are devices."""
        options = Form()
        options["type"] = "submit"
        options.add_field("FORM_TYPE", "hidden", value=OPTIONS)
        options.add_field("pubsub#access_model", value="open")
        if not OLD and node != DEVICES:
            options.add_field("pubsub#max_items", value="max")
        await self["xep_0060"].publish(
            self.boundjid.bare, node, id=item, payload=payload, options=options
        )

    async def fetch(self, bare_jid, node, item):
        """The payload of an item, None if there is none."""
        try:
            answer = await self["xep_0060"].get_item(bare_jid, node, item)
        except IqError as error:
            if error.condition == "item-not-found":
                return None
            raise
        found = answer.xml.find(".//{http://jabber.org/protocol/pubsub}item")
        return None if found is None or len(found) == 0 else found[0]

    def send_encrypted(self, message, bare_jid):
        stanza = self.make_message(mto=bare_jid, mtype="chat")
        stanza.xml.append(tree.serialize_message(message))
        stanza.xml.append(stanza.xml.makeelement("{urn:xmpp:hints}store", {}))
        stanza.send()

    async def write(self, other, words):
        """Encrypts for all devices of the other."""
        recipient = other.boundjid.bare
        await self.manager.refresh_device_list(NAMESPACE, recipient)
        for device in await self.manager.get_device_information(recipient):
            await self.manager.set_trust(recipient, device.identity_key, "trusted")
        messages, errors = await self.manager.encrypt(
            frozenset({recipient}), {NAMESPACE: words.encode()}
        )
        assert not errors, errors
        for message in messages:
            self.send_encrypted(message, recipient)

    async def read(self):
        """The next encrypted message, in clear."""
        sender, encrypted = await asyncio.wait_for(self.heard.get(), PATIENCE)
        if OLD:
            own = self.boundjid.bare
            message = await tree.parse_message(encrypted, sender, own, self.manager)
        else:
            message = tree.parse_message(encrypted, sender)
        text, _, _ = await self.manager.decrypt(message)
        # Without words it only says that the keys have been used.
        return await self.read() if text is None else text.decode()


async def main():
    juliet, romeo = Person(*sys.argv[5:7]), Person(*sys.argv[7:9])
    await juliet.come_online()
    await romeo.come_online()
    own, _ = await juliet.manager.get_own_device_information()
    while own.device_id not in await asyncio.wait_for(juliet.lists.get(), PATIENCE):
        pass  # what was there before
    print("devices: published, and told to the own account")

    seen = await romeo.manager._download_device_list(NAMESPACE, juliet.boundjid.bare)
    assert own.device_id in seen, seen
    bundle = await romeo.manager._download_bundle(
        NAMESPACE, juliet.boundjid.bare, own.device_id
    )
    assert bundle.identity_key == own.identity_key
    print("keys: fetched by a stranger")

    await juliet.write(romeo, "Wherefore art thou?")
    assert await romeo.read() == "Wherefore art thou?"
    await romeo.write(juliet, "Call me but love \N{ROSE}")
    assert await juliet.read() == "Call me but love \N{ROSE}"
    print("chat: encrypted both ways")

    for number in range(1, 101):
        node, item = bundle_place(1_000_000 + number)
        await juliet.publish(node, item, tree.serialize_bundle(bundle))
    node, item = bundle_place(1_000_001)
    assert await romeo.fetch(juliet.boundjid.bare, node, item) is not None
    assert await romeo.fetch(juliet.boundjid.bare, *bundle_place(own.device_id)) is not None
    print("devices: keys of a hundred and one")
    await asyncio.gather(juliet.disconnect(), romeo.disconnect())
    print("end")


asyncio.get_event_loop().run_until_complete(main())
