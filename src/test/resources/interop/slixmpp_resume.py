"""Somebody whose connection is lost and who goes on, by slixmpp; one line for each step.

slixmpp_resume.py HOST PORT CERTIFICATE JID PASSWORD JID PASSWORD

Exits with 1 at the first step that fails.
"""
import asyncio
import sys

from slixmpp_session import PATIENCE, Person, Server, done, must


class Roamer(Person):
    """One who goes on where the connection was lost."""

    def __init__(self, jid, password):
        super().__init__(jid, password)
        self.register_plugin("xep_0198")
        self.register_plugin("xep_0352")


async def lose(roamer):
    gone = roamer.wait_until("disconnected", PATIENCE)
    roamer.abort()
    await gone


async def run(host, port, certificate, her, her_password, his, his_password):
    server = Server(host, port, "starttls", certificate)
    juliet, romeo = Roamer(her, her_password), Person(his, his_password)
    await juliet.come_online(server)
    await romeo.come_online(server)
    must(juliet["xep_0198"].sm_id, "not enabled")
    done("enabled")
    full = juliet.boundjid.full

    await lose(juliet)
    for number in range(5):
        romeo.send_message(mto=full, mbody=f"while away {number}", mtype="chat")
    await romeo["xep_0199"].send_ping(romeo.boundjid.domain, timeout=PATIENCE)
    juliet.send_message(mto=romeo.boundjid.full, mbody="into the dark", mtype="chat")
    resumed = juliet.wait_until("session_resumed", PATIENCE)
    juliet.dial(server)
    await resumed
    must(juliet.boundjid.full == full, juliet.boundjid)
    done("resumed")
    for number in range(5):
        heard = await juliet.next_message()
        must(heard["body"] == f"while away {number}", heard)
    done("nothing lost, and in order")
    juliet.send_message(mto=romeo.boundjid.full, mbody="here again", mtype="chat")
    heard = await romeo.next_message()
    while heard["body"] != "here again":
        heard = await romeo.next_message()
    done("both ways")
    juliet["xep_0352"].send_inactive()
    romeo.send_message(mto=full, mbody="wake up", mtype="chat")
    must((await juliet.next_message())["body"] == "wake up", "no message while inactive")
    done("inactive: messages come")
    await juliet.leave()
    await romeo.leave()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
    done("end")
