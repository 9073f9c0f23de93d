"""A mail server that writes down what it took, is slow, and sometimes not in the mood."""

import asyncio
import hashlib
import random
import time
from dataclasses import dataclass
from email.parser import BytesHeaderParser


@dataclass
class Mail:
    """A mail that came whole. `answered` is whether the sender was sent its 250."""

    message_id: str
    recipient: str
    sha256: str
    at: float
    answered: bool = False


class Sink:
    """Takes mails on a port of its own until it is closed."""

    def __init__(self, rng: random.Random, rough: bool) -> None:
        self.rng, self.rough = rng, rough
        self.mails: list[Mail] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listens on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 22)
        self.port = self._server.sockets[0].getsockname()[1]

    def calm_down(self) -> None:
        """From now on every mail is taken."""
        self.rough = False

    async def close(self) -> None:
        """Takes nothing more."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await self._talk(reader, writer)
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # The sender went away, which is its right; or the round is over.
        finally:
            self._open.discard(writer)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient = ""
        writer.write(b"220 chaos\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            await asyncio.sleep(self.rng.random() * 0.005)
            if word == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
                writer.write(b"451 later\r\n" if self._moody(0.02) else b"250 ok\r\n")
            elif word == b"DATA":
                writer.write(b"354 go on\r\n")
                mail = _mail(recipient, await reader.readuntil(b"\r\n.\r\n"))
                await asyncio.sleep(self.rng.random() * 0.02)
                if self._moody(0.02):
                    writer.write(b"452 later\r\n")
                    continue
                self.mails.append(mail)
                if self._moody(0.02):
                    return  # Taken, and the line goes dead.
                writer.write(b"250 taken\r\n")
                mail.answered = True
            elif word == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            elif word == b"EHLO":
                writer.write(b"250-chaos\r\n250 SMTPUTF8\r\n")
            else:
                writer.write(b"250 ok\r\n")
            await writer.drain()

    def _moody(self, share: float) -> bool:
        return self.rough and self.rng.random() < share


def _mail(recipient: str, data: bytes) -> Mail:
    headers = BytesHeaderParser().parsebytes(data)
    message_id = (headers["message-id"] or "").strip().strip("<>")
    return Mail(message_id, recipient, hashlib.sha256(data).hexdigest(), time.time())
