"""A provider of time stamps as a body would ask one: made with the openssl command, its keys good for nothing else."""

import shutil
import subprocess
from pathlib import Path

HAS_OPENSSL = shutil.which("openssl") is not None
SETTINGS = """[tsa]
default_tsa = t
[t]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_chain = no
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class Provider:
    """A provider in a folder of its own; `root` is its root certificate."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.root = folder / "root.pem"
        folder.mkdir()
        (folder / "tsa.cnf").write_text(SETTINGS)
        (folder / "purpose").write_text("extendedKeyUsage=critical,timeStamping\n")
        self._openssl(
            "req", "-x509", *KEY, "-keyout", "root.key", "-out", "root.pem", "-days", "3650", "-subj", "/CN=R"
        )
        self._openssl("req", *KEY, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=T")
        made = ("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial")
        self._openssl(*made, "-out", "tsa.pem", "-days", "3650", "-extfile", "purpose")

    def answer(self, request: bytes, *options: str) -> bytes:
        """The answer to a request."""
        (self._folder / "request").write_bytes(request)
        with_key = ("-config", "tsa.cnf", "-queryfile", "request", "-signer", "tsa.pem", "-inkey", "tsa.key")
        self._openssl("ts", "-reply", *with_key, *options, "-out", "answer")
        return (self._folder / "answer").read_bytes()

    def request(self, data: bytes, digest: str) -> bytes:
        """The request that openssl itself writes."""
        (self._folder / "data").write_bytes(data)
        self._openssl("ts", "-query", "-data", "data", f"-{digest}", "-no_nonce", "-cert", "-out", "request")
        return (self._folder / "request").read_bytes()

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self._folder, check=True, capture_output=True)
