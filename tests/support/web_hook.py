"""Whoever is called for tests, on a free port of the loopback interface, which it prints.

web_hook.py FOLDER SECRET: each call becomes FOLDER/NUMBER.json, with whether its signature is right by Python's own
means. It answers what FOLDER/answer says, a JSON list of [status, body, headers], or 200; [0, "", {}] hangs up.
"""

import base64
import hashlib
import hmac
import http.server
import json
import os
import sys

folder, secret = sys.argv[1:3]
key = base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
count = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *ignored):
        pass

    def do_POST(self):
        global count
        body = self.rfile.read(int(self.headers["Content-Length"]))
        text = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
        sum_of = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        count += 1
        said = {
            "path": self.path,
            "type": self.headers["Content-Type"],
            "id": self.headers["webhook-id"],
            "key": self.headers["Idempotency-Key"],
            "at": int(self.headers["webhook-timestamp"]),
            "is_signed": hmac.compare_digest("v1," + sum_of, self.headers["webhook-signature"] or ""),
            "body": json.loads(body),
        }
        name = os.path.join(folder, f"{count}.json")
        with open(name + ".new", "w", encoding="utf-8") as file:
            json.dump(said, file)
        os.rename(name + ".new", name)
        status, answer, headers = 200, "", {}
        if os.path.exists(os.path.join(folder, "answer")):
            with open(os.path.join(folder, "answer"), encoding="utf-8") as file:
                status, answer, headers = json.load(file)
        if status == 0:
            self.close_connection = True
            return
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(answer.encode())))
        self.end_headers()
        self.wfile.write(answer.encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
