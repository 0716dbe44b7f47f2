"""A gateway and its users, by slixmpp; one line for each step that has worked.

slixmpp_component.py HOST PORT starttls|direct CERTIFICATE JID PASSWORD JID PASSWORD COMPONENT-PORT DOMAIN SECRET

The component has all privileges. Exits with 1 at the first step that fails.
"""
import asyncio
import sys

from slixmpp import ComponentXMPP, Message
from slixmpp.exceptions import IqError

from slixmpp_session import PATIENCE, Person, Server, done, must

BYTES = bytes(range(256)) * 4000  # 1 MB


class Echo(ComponentXMPP):
    """Sends back what it hears, and knows what it may do."""

    def __init__(self, domain, secret, port):
        super().__init__(domain, secret, "127.0.0.1", port)
        for plugin in ("xep_0030", "xep_0199", "xep_0356"):
            self.register_plugin(plugin)
        self.seen = asyncio.Queue()
        self.granted = asyncio.get_running_loop().create_future()
        self.add_event_handler("message", self.answer)
        self.add_event_handler("presence_available", self.seen.put_nowait)
        self.add_event_handler("privileges_advertised", self.advertised)

    def answer(self, message):
        if message["type"] == "chat":
            message.reply(message["body"]).send()

    def advertised(self, _):
        if not self.granted.done():
            self.granted.set_result(True)


class User(Person):
    """One who runs commands and sends files."""

    def __init__(self, jid, password):
        super().__init__(jid, password)
        for plugin in ("xep_0050", "xep_0065"):
            self.register_plugin(plugin)
        self["xep_0065"].auto_accept = True


async def serve(echo, juliet):
    await asyncio.wait_for(echo.granted, PATIENCE)
    must(echo["xep_0356"].granted_privileges["roster"] == "both", "roster")
    must(echo["xep_0356"].granted_privileges["message"] == "outgoing", "message")
    done("component: privileges advertised")

    juliet.send_message(mto=f"bot@{echo.boundjid.bare}", mbody="Hi", mtype="chat")
    heard = await juliet.next_message()
    must(heard["body"] == "Hi" and heard["from"] == f"bot@{echo.boundjid.bare}", heard)
    done("component: echo")

    juliet.send_presence(pto=echo.boundjid.bare)
    seen = await asyncio.wait_for(echo.seen.get(), PATIENCE)
    must(seen["from"] == juliet.boundjid, seen)
    done("component: presence")


async def rule(echo, juliet, romeo):
    privileged = echo["xep_0356"]
    her = juliet.boundjid.bare
    await privileged.set_roster(her, {romeo.boundjid.bare: {"name": "Romeo", "groups": ["Verona"]}})
    answer = await privileged.get_roster(her)
    must(answer["roster"]["items"][romeo.boundjid.bare]["name"] == "Romeo", answer)
    await juliet.until(lambda: juliet.client_roster[romeo.boundjid.bare]["name"] == "Romeo")
    done("privilege: roster read and changed")

    echo.server_host = juliet.boundjid.domain
    message = Message()
    message["from"], message["to"], message["type"] = her, romeo.boundjid.full, "chat"
    message["body"] = "sent for her"
    privileged.send_privileged_message(message)
    heard = await romeo.next_message()
    must(heard["body"] == "sent for her" and heard["from"] == her, heard)
    done("privilege: message in her name")


async def command(juliet):
    commands = juliet["xep_0050"]
    mine = juliet.boundjid.bare
    listed = await commands.get_commands(mine, timeout=PATIENCE)
    nodes = [item[1] for item in listed["disco_items"]["items"]]
    must("app-password-add" in nodes, nodes)
    asked = await commands.send_command(mine, "app-password-add", timeout=PATIENCE)
    form = asked["command"]["form"]
    must(form.get_fields()["name"]["required"], asked)
    form["type"] = "submit"
    form["values"] = {"name": "Mail"}
    made = await commands.send_command(
        mine,
        "app-password-add",
        action="complete",
        payload=form,
        sessionid=asked["command"]["sessionid"],
        timeout=PATIENCE,
    )
    must(made["command"]["status"] == "completed", made)
    password = made["command"]["form"]["values"]["password"]
    must(len(password) == 24, password)
    done("command: app password made")
    return password


async def transfer(juliet, romeo):
    received = bytearray()
    complete = asyncio.get_running_loop().create_future()

    def take(data):
        received.extend(data)
        if len(received) >= len(BYTES) and not complete.done():
            complete.set_result(True)

    romeo.add_event_handler("socks5_data", take)
    stream = await asyncio.wait_for(juliet["xep_0065"].handshake(romeo.boundjid.full), PATIENCE)
    must(stream is not None, "no stream")
    await stream.write(BYTES)
    await asyncio.wait_for(complete, PATIENCE)
    must(bytes(received) == BYTES, "other bytes")
    stream.transport.close()
    done("proxy: file received")


async def main(host, port, security, certificate, her, pass1, his, pass2, component, domain, secret):
    server = Server(host, port, security, certificate)
    echo = Echo(domain, secret, int(component))
    echo.connect()
    juliet, romeo = User(her, pass1), User(his, pass2)
    await juliet.come_online(server)
    await romeo.come_online(server)
    await serve(echo, juliet)
    await rule(echo, juliet, romeo)
    password = await command(juliet)
    other = User(her, password)
    await other.come_online(server)
    try:
        await other["xep_0050"].send_command(her, "app-password-add", timeout=PATIENCE)
        raise AssertionError("a command for who came in with an app password")
    except IqError as refused:
        must(refused.condition == "forbidden", refused)
    done("command: not for app passwords")
    await other.leave()
    await transfer(juliet, romeo)
    await juliet.leave()
    await romeo.leave()
    done("end")


asyncio.run(main(*sys.argv[1:]))
