"""What stands between the servers and PostgreSQL, and cuts."""

import asyncio
import random

#: The message by which sqlx commits: a simple query.
COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"


class Proxy:
    """Passes on all that comes, until it is told to cut."""

    def __init__(self, rng: random.Random, target: int) -> None:
        self.rng, self.target = rng, target
        self.port = 0
        #: The chance that a commit is cut, and of these, the share that never reaches the server.
        self.cuts_commits, self.swallows = 0.0, 0.3
        self.cut = 0
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listens on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Cuts everything for good."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._lines):
            writer.close()

    def cut_some(self, share: float) -> None:
        """Cuts some of the connections that are open."""
        for writer in list(self._lines):
            if self.rng.random() < share:
                self.cut += 1
                writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        try:
            above, below = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            self._lines.discard(writer)
            return
        line = _Line(self, reader, writer, above, below)
        try:
            await line.run()
        except asyncio.CancelledError:
            pass  # The round is over.
        finally:
            self._lines.discard(writer)


class _Line:
    """One connection through the proxy."""

    def __init__(self, proxy: Proxy, reader, writer, above, below) -> None:
        self.proxy, self.reader, self.writer = proxy, reader, writer
        self.above, self.below = above, below
        self.is_deaf = False

    async def run(self) -> None:
        down = asyncio.create_task(self._answers())
        try:
            await self._questions()
        except OSError:
            pass  # Cut, by us or by them.
        finally:
            down.cancel()
            self.below.close()
            self.writer.close()

    async def _questions(self) -> None:
        while data := await self.reader.read(1 << 16):
            proxy = self.proxy
            if data.endswith(COMMIT) and proxy.rng.random() < proxy.cuts_commits:
                proxy.cut += 1
                self.is_deaf = True
                if proxy.rng.random() >= proxy.swallows:
                    self.below.write(data)
                    await self.below.drain()
                    # Leaves the server the time to do it; whether it did is not known above.
                    await asyncio.sleep(proxy.rng.random() * 0.02)
                self.writer.transport.abort()
                return
            self.below.write(data)
            await self.below.drain()

    async def _answers(self) -> None:
        try:
            while data := await self.above.read(1 << 16):
                if not self.is_deaf:
                    self.writer.write(data)
                    await self.writer.drain()
        except OSError:
            pass  # The server went away.
        self.writer.close()
