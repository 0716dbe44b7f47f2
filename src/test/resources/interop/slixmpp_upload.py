"""Somebody shares a file, by slixmpp; one line for each step that has worked.

slixmpp_upload.py HOST PORT CERTIFICATE JID PASSWORD

CERTIFICATE (PEM) is the only one that is trusted. Exits with 1 at the first step that fails.
"""
import asyncio
import io
import os
import ssl
import sys
import urllib.request

HOST, PORT, CERTIFICATE, JID, PASSWORD = sys.argv[1:]
os.environ["SSL_CERT_FILE"] = CERTIFICATE  # for the HTTP client inside the library

from slixmpp import ClientXMPP
from slixmpp.plugins.xep_0363 import FileTooBig

PATIENCE = 30  # seconds, for each thing that is waited for
CONTENT = bytes(range(256)) * 4_000


async def find(disco):
    """The service among the items of the server, and how large a file may be."""
    items = await disco.get_items(client_domain())
    for jid, _, _ in items["disco_items"]["items"]:
        info = (await disco.get_info(jid))["disco_info"]
        if "urn:xmpp:http:upload:0" in info["features"]:
            return jid, int(info["form"]["values"]["max-file-size"])
    raise AssertionError("no service")


def client_domain():
    return JID.split("@")[1]


async def share():
    client = ClientXMPP(JID, PASSWORD)
    for plugin in ("xep_0004", "xep_0030", "xep_0128", "xep_0363"):
        client.register_plugin(plugin)
    client.use_ipv6 = False
    client.ssl_context = ssl.create_default_context(cafile=CERTIFICATE)
    client.ca_certs = CERTIFICATE
    client.connect((HOST, int(PORT)))
    await client.wait_until("session_start", PATIENCE)
    upload = client["xep_0363"]

    # By hand: the library's own search does not work with Python 3.11 and later.
    upload.upload_service, upload.max_file_size = await find(client["xep_0030"])
    print("service:", upload.upload_service)
    address = await upload.upload_file(
        "très cool.bin", len(CONTENT), "application/octet-stream", input_file=io.BytesIO(CONTENT))
    print("name:", address.rsplit("/", 1)[1])
    with urllib.request.urlopen(
            address, context=ssl.create_default_context(cafile=CERTIFICATE)) as answer:
        print("content:", "the same" if answer.read() == CONTENT else "another")
    try:
        await upload.upload_file("large.bin", 1_000_000_000, input_file=io.BytesIO(b""))
    except FileTooBig:
        print("large: refused")
    await client.disconnect()


asyncio.get_event_loop().run_until_complete(share())
print("end")
