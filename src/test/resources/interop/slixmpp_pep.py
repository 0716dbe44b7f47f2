"""Somebody publishes and a contact hears of it, by slixmpp; one line for each step that has worked.

slixmpp_pep.py HOST PORT CERTIFICATE JID PASSWORD CONTACT CONTACT_PASSWORD

CERTIFICATE (PEM) is the only one that is trusted. Exits with 1 at the first step that fails.
"""
import asyncio
import hashlib
import ssl
import sys

from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError

HOST, PORT, CERTIFICATE, JID, PASSWORD, CONTACT, CONTACT_PASSWORD = sys.argv[1:]
PATIENCE = 30  # seconds, for each thing that is waited for
IMAGE = bytes(range(256))
HASH = hashlib.sha1(IMAGE).hexdigest()
TUNE = "http://jabber.org/protocol/tune"


async def connect(jid, password, interests=()):
    client = ClientXMPP(jid, password)
    for plugin in ("xep_0004", "xep_0030", "xep_0054", "xep_0060", "xep_0084", "xep_0115",
                   "xep_0118", "xep_0163"):
        client.register_plugin(plugin)
    for interest in interests:
        client["xep_0163"].add_interest(interest)
    client.use_ipv6 = False
    client.ssl_context = ssl.create_default_context(cafile=CERTIFICATE)
    client.ca_certs = CERTIFICATE
    client.auto_subscribe = True
    client.connect((HOST, int(PORT)))
    await client.wait_until("session_start", PATIENCE)
    await client.get_roster()
    return client


async def meet():
    romeo = await connect(CONTACT, CONTACT_PASSWORD, [TUNE, "urn:xmpp:avatar:metadata"])
    juliet = await connect(JID, PASSWORD)
    await juliet["xep_0115"].update_caps()
    await romeo["xep_0115"].update_caps()
    romeo.send_presence()
    juliet.send_presence()
    subscribed = asyncio.ensure_future(romeo.wait_until("presence_subscribed", PATIENCE))
    romeo.send_presence_subscription(JID)
    await subscribed

    heard = asyncio.ensure_future(romeo.wait_until("user_tune_publish", PATIENCE))
    await juliet["xep_0118"].publish_tune(artist="Yes", title="Heart of the Sunrise")
    event = await heard
    print("tune:", event["pubsub_event"]["items"]["item"]["tune"]["title"], "from", event["from"])

    heard = asyncio.ensure_future(romeo.wait_until("avatar_metadata_publish", PATIENCE))
    await juliet["xep_0084"].publish_avatar(IMAGE)
    await juliet["xep_0084"].publish_avatar_metadata(
        [{"id": HASH, "type": "image/png", "bytes": len(IMAGE)}])
    event = await heard
    print("avatar:", event["pubsub_event"]["items"]["item"]["id"] == HASH)
    item = await romeo["xep_0084"].retrieve_avatar(JID, HASH)
    value = item["pubsub"]["items"]["item"]["avatar_data"]["value"]
    print("image:", "the same" if value == IMAGE else "another")
    card = await romeo["xep_0054"].get_vcard(JID)
    print("card:", "the same" if card["vcard_temp"]["PHOTO"]["BINVAL"] == IMAGE else "another")

    service = "pubsub." + JID.split("@")[1]
    await juliet["xep_0060"].create_node(service, "news")
    await romeo["xep_0060"].subscribe(service, "news")
    try:
        await romeo["xep_0060"].delete_node(service, "news")
    except IqError as refused:
        print("delete:", refused.condition)
    await juliet["xep_0060"].delete_node(service, "news")
    print("end")


asyncio.get_event_loop().run_until_complete(asyncio.wait_for(meet(), 120))
