"""What somebody does with an archive, by slixmpp; one line for each step that has worked.

slixmpp_archive.py HOST PORT starttls|direct CERTIFICATE JID PASSWORD JID PASSWORD

Exits with 1 at the first step that fails.
"""
import asyncio
import sys
from datetime import datetime, timedelta, timezone

from slixmpp_session import PATIENCE, Person, Server, done, must

NUMBER = 25


class Reader(Person):
    """One who keeps and reads messages."""

    def __init__(self, jid, password):
        super().__init__(jid, password)
        for plugin in ("xep_0059", "xep_0297", "xep_0313", "xep_0359", "xep_0424", "xep_0441"):
            self.register_plugin(plugin)

    async def pages(self, **query):
        """The results of a query, page by page, and then each."""
        return [result async for result in self["xep_0313"].iterate(**query)]


def bodies(results):
    return [result["mam_result"]["forwarded"]["stanza"]["body"] for result in results]


def ids(results):
    return [result["mam_result"]["id"] for result in results]


async def talk(juliet, romeo):
    """Both say something in turn; the ids that Juliet's archive gave to what she heard."""
    heard = []
    for number in range(NUMBER):
        speaker, listener = (juliet, romeo) if number % 2 else (romeo, juliet)
        speaker.send_message(listener.boundjid.bare, f"line {number}", mtype="chat")
        message = await listener.next_message()
        must(message["body"] == f"line {number}", message)
        if listener is juliet:
            must(message["stanza_id"]["by"] == juliet.boundjid.bare, message)
            heard.append(message["stanza_id"]["id"])
    return heard


async def read(juliet, romeo, heard):
    lines = [f"line {number}" for number in range(NUMBER)]
    found = await juliet.pages(rsm={"max": 7})
    must(bodies(found) == lines, bodies(found))
    done("pages: forwards")
    must([one for one in ids(found) if one in heard] == heard, "other ids than live")
    done("ids: as they were live")
    found = await juliet.pages(rsm={"max": 7}, reverse=True)
    must(bodies(found) == lines[::-1], bodies(found))
    done("pages: backwards")
    now = datetime.now(timezone.utc)
    hour = timedelta(hours=1)
    found = await juliet.pages(with_jid=romeo.boundjid.bare, start=now - hour, end=now + hour)
    must(bodies(found) == lines, bodies(found))
    must(not await juliet.pages(with_jid=juliet.boundjid.bare), "notes to herself")
    must(not await juliet.pages(start=now + hour), "results from the future")
    done("filters: with, start, end")


async def look_up(juliet, found):
    answer = await juliet["xep_0313"].get_archive_metadata(timeout=PATIENCE)
    metadata = answer["mam_metadata"]
    must([metadata["start"]["id"], metadata["end"]["id"]] == [found[0], found[-1]], answer)
    done("metadata: both ends")
    form = await juliet["xep_0313"].get_fields(timeout=PATIENCE)
    known = {field["var"] for field in form["fields"]}
    must({"with", "start", "end", "before-id", "after-id", "ids"} <= known, form)
    done("form: all fields")


async def prefer(juliet, romeo):
    preferences = await juliet["xep_0441"].get_preferences(timeout=PATIENCE)
    must(preferences[0] == "always", preferences)
    never = romeo.boundjid.bare
    await juliet["xep_0441"].set_preferences("always", never=[never], timeout=PATIENCE)
    preferences = await juliet["xep_0441"].get_preferences(timeout=PATIENCE)
    must({str(one) for one in preferences[2]} == {never}, preferences)
    romeo.send_message(juliet.boundjid.bare, "not to be kept", mtype="chat")
    await juliet.next_message()
    must("not to be kept" not in bodies(await juliet.pages()), "kept though it was not wanted")
    done("preferences: never")


async def main(host, port, security, certificate, *accounts):
    server = Server(host, port, security, certificate)
    juliet, romeo = Reader(*accounts[:2]), Reader(*accounts[2:])
    await juliet.come_online(server)
    await romeo.come_online(server)
    heard = await talk(juliet, romeo)
    await read(juliet, romeo, heard)
    await look_up(juliet, ids(await juliet.pages()))
    await prefer(juliet, romeo)
    await juliet.leave()
    await romeo.leave()
    done("end")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
