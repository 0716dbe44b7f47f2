"""Runs slixmpp's own integration tests (its folder `itests`) against a server.

Usage: slixmpp_suite.py HOST PORT CERTIFICATE SOURCE JID PASSWORD JID PASSWORD [TEST...]
where SOURCE is a source tree of slixmpp. The library itself is the installed one.
Prints a line for each test: passed, failed or skipped, its name, and the reason.
"""

import asyncio
import logging
import os
import pathlib
import sys
import unittest

import slixmpp

HOST, PORT, CERTIFICATE, SOURCE = sys.argv[1:5]
JID1, PASSWORD1, JID2, PASSWORD2 = sys.argv[5:9]
WANTED = sys.argv[9:]
PATIENCE = 10  # seconds, for each thing that is waited for


class Result(unittest.TestResult):
    """Says what became of each test as soon as it is known."""

    def say(self, outcome, test, reason=""):
        name = test.id().removeprefix("itests.")
        print(outcome, name, *reason.strip().splitlines()[-1:], flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say("passed", test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.say("skipped", test, reason)

    def addError(self, test, err):
        super().addError(test, err)
        self.say("failed", test, self.errors[-1][1])
        print(self.errors[-1][1], file=sys.stderr)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.say("failed", test, self.failures[-1][1])
        print(self.failures[-1][1], file=sys.stderr)


connect = slixmpp.ClientXMPP.connect


def connect_here(self, address=None, **options):
    """As the original, but to the server under test, whose certificate alone is trusted."""
    self.ca_certs = CERTIFICATE
    return connect(self, address or (HOST, int(PORT)), **options)


slixmpp.ClientXMPP.connect = connect_here


wait_until = slixmpp.ClientXMPP.wait_until


async def wait_for_less(self, event, timeout=PATIENCE):
    """As the original, which waits for half a minute."""
    return await wait_until(self, event, timeout)


slixmpp.ClientXMPP.wait_until = wait_for_less


# Workaround: slixmpp 1.8.3 waits for coroutines, which Python from 3.11 refuses.
wait = asyncio.wait


async def wait_for_tasks(things, **options):
    return await wait([asyncio.ensure_future(thing) for thing in things], **options)


asyncio.wait = wait_for_tasks


async def become_friends():
    """The tests ask for what only contacts may know (XEP-0012 §4)."""
    juliet, romeo = (
        slixmpp.ClientXMPP(JID1, PASSWORD1),
        slixmpp.ClientXMPP(JID2, PASSWORD2),
    )
    for person, other in ((juliet, JID2), (romeo, JID1)):
        person.connect()
        await person.wait_until("session_start")
        await person.get_roster()
        person.send_presence()
    juliet.send_presence_subscription(pto=JID2)
    while juliet.client_roster[JID2]["subscription"] != "both":
        await juliet.wait_until("roster_update")
    for person in (juliet, romeo):
        await person.disconnect()


def main():
    os.environ.update(
        SSL_CERT_FILE=CERTIFICATE,  # for the HTTP of XEP-0363
        CI_ACCOUNT1=JID1,
        CI_ACCOUNT1_PASSWORD=PASSWORD1,
        CI_ACCOUNT2=JID2,
        CI_ACCOUNT2_PASSWORD=PASSWORD2,
        CI_MUC_SERVER="conference." + slixmpp.JID(JID1).domain,
    )
    if os.environ.get("SUITE_DEBUG"):
        logging.basicConfig(level=logging.DEBUG)
    sys.path.append(SOURCE)
    names = sorted(path.stem for path in pathlib.Path(SOURCE, "itests").glob("test_*.py"))
    suite = unittest.TestSuite()
    for name in names:
        if not WANTED or name in WANTED:
            suite.addTests(unittest.defaultTestLoader.loadTestsFromName("itests." + name))
    asyncio.run(become_friends())
    result = Result()
    suite.run(result)
    print("end", flush=True)


main()
