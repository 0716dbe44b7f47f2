"""Runs aioxmpp's own end-to-end tests (`aioxmpp.e2etest`) against a server.

Usage: aioxmpp_suite.py HOST PORT DOMAIN SOURCE ACCOUNTS [TEST...]
where SOURCE is a source tree of aioxmpp and ACCOUNTS a list of (name, password) as Python
writes it. The library itself is the installed one. Prints a line for each test: passed,
failed or skipped, its name, and the reason.
"""

import os
import pathlib
import sys
import tempfile

import aioxmpp
import pytest
from aioxmpp.e2etest import provision

HOST, PORT, DOMAIN, SOURCE, ACCOUNTS = sys.argv[1:6]
WANTED = sys.argv[6:]

CONFIGURATION = """
[global]
provisioner=__main__.FreshAccounts
timeout=10

[__main__.FreshAccounts]
host={host}
port={port}
domain={domain}
accounts={accounts}
no_verify=true
quirks=[]
"""


class FreshAccounts(provision.StaticPasswordProvisioner):
    """Every test has accounts that no other has used."""

    USED = "_StaticPasswordProvisioner__nused_accounts"

    async def teardown(self):
        used = getattr(self, self.USED)
        await super().teardown()
        setattr(self, self.USED, used)


# These hand the library stanzas that no server has sent, for which XEP-0198 is in the way.
WITHOUT_ACKS = (
    "test_handle_malformed_iq_error_gracefully",
    "test_handle_id_less_IQ_request_gracefully",
)
start_acks = aioxmpp.stream.StanzaStream.start_sm


async def start_no_acks(*args, **options):
    raise aioxmpp.errors.StreamNegotiationFailure("this test is without XEP-0198")


class Teller:
    """Says what became of each test as soon as it is known."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        without = item.name in WITHOUT_ACKS
        aioxmpp.stream.StanzaStream.start_sm = start_no_acks if without else start_acks

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.removeprefix("tests/").replace(".py::", ".")
        name = name.replace("/", ".").replace("::", ".")
        if report.skipped:
            print("skipped", name, report.longrepr[2].removeprefix("Skipped: "), flush=True)
        elif report.failed:
            print("failed", name, report.when, report.longreprtext.splitlines()[-1], flush=True)
            print(report.longreprtext, file=sys.stderr)
        elif report.when == "call":
            print("passed", name, flush=True)


def main():
    source = pathlib.Path(SOURCE)
    tests = [source / "tests" / "test_e2e.py", *sorted(source.glob("tests/*/test_e2e.py"))]
    if WANTED:
        tests = [source / "tests" / name for name in WANTED]
    with tempfile.TemporaryDirectory() as folder:
        settings = pathlib.Path(folder, "e2etest.ini")
        settings.write_text(
            CONFIGURATION.format(host=HOST, port=PORT, domain=DOMAIN, accounts=ACCOUNTS)
        )
        os.chdir(source)
        pytest.main(
            [
                "-p", "aioxmpp.e2etest",
                "-p", "no:cacheprovider",
                "-p", "no:terminal",
                "-W", "ignore",
                "--rootdir", str(source),
                "--e2etest-config", str(settings),
                *map(str, tests),
            ],
            plugins=[Teller()],
        )
    print("end", flush=True)


main()
