"""A mail server for tests, on a free port of the loopback interface, which it prints.

mail_server.py FOLDER [--user NAME --password WORD]: each letter that it takes becomes FOLDER/NUMBER.json, as Python's
own mail package reads it. Recipients whose name begins with nobody are refused for good, with later for now.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import os

from aiosmtpd.smtp import SMTP, AuthResult


class Letters:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 No such person here"
        if address.startswith("later"):
            return "450 4.2.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = [part for part in letter.walk() if not part.is_multipart()]
        self.count += 1
        said = {
            "envelope_from": envelope.mail_from,
            "envelope_to": envelope.rcpt_tos,
            "from": str(letter["From"]),
            "to": str(letter["To"]),
            "subject": str(letter["Subject"]),
            "id": str(letter["Message-ID"]),
            "date": letter["Date"].datetime.isoformat(),
            "headers": sorted(name for name, _ in letter.items()),
            "text": parts[0].get_content().replace("\r\n", "\n") if parts else "",
            "files": [
                {
                    "name": part.get_filename(),
                    "type": part.get_content_type(),
                    "bytes": base64.b64encode(part.get_payload(decode=True)).decode(),
                }
                for part in parts[1:]
            ],
            "longest_line": max(len(line) for line in envelope.content.split(b"\r\n")),
            "defects": [str(defect) for part in letter.walk() for defect in part.defects],
        }
        name = os.path.join(self.folder, f"{self.count}.json")
        with open(name + ".new", "w", encoding="utf-8") as file:
            json.dump(said, file)
        os.rename(name + ".new", name)
        return "250 Taken"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("--user")
    options.add_argument("--password")
    given = options.parse_args()

    def authenticate(server, session, envelope, mechanism, data):
        good = data.login.decode() == given.user and data.password.decode() == given.password
        return AuthResult(success=good, handled=False)

    letters = Letters(given.folder)

    def make():
        if given.user:
            return SMTP(letters, authenticator=authenticate, auth_required=True, auth_require_tls=False)
        return SMTP(letters)

    async def serve():
        server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(serve())


main()
