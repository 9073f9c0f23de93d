"""HTTP/1.1 over connections that are kept, no more than the fault tests need."""

import asyncio


class Cut(Exception):
    """The connection ended, or the answer did not come in time."""


class NotSent(Exception):
    """Nobody took the connection, so nothing was asked."""


class Connection:
    """A connection to one server, opened when it is needed and again after it was cut."""

    def __init__(self, port: int, patience: float) -> None:
        self.port, self.patience = port, patience
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, headers: dict[str, str], body: str):
        """Sends one request; status, headers and body of its answer, or Cut, or NotSent."""
        try:
            return await asyncio.wait_for(
                self._ask(method, path, headers, body), self.patience
            )
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
            self.close()
            raise Cut(repr(error)) from error
        except asyncio.CancelledError:
            self.close()
            raise

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: str):
        if self._streams is not None and self._streams[0].at_eof():
            self.close()  # Ended while it was idle: nothing was asked on it.
        if self._streams is None:
            try:
                self._streams = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError as error:
                raise NotSent from error
        reader, writer = self._streams
        data = body.encode()
        lines = [f"{method} {path} HTTP/1.1", "host: localhost", f"content-length: {len(data)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        await writer.drain()
        return await self._answer(reader)

    async def _answer(self, reader: asyncio.StreamReader):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ")[1])
        headers = {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            self.close()
        return status, headers, body

    def close(self) -> None:
        """Ends it."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
