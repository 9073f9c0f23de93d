"""A small filesystem that can be filled."""

import subprocess
from pathlib import Path

#: Larger than what SQLite lets its log grow to, and the database.
SIZE = 96 << 20
HOW = (
    "chaos: the disk-full rounds need a small filesystem: mounting a tmpfs is not permitted here, "
    "neither as this user nor in a namespace of its own. Run it as root, in a container with "
    "--cap-add SYS_ADMIN, or where user namespaces are allowed (unshare -rm true)."
)


class Disk:
    """A tmpfs on a folder: mounted here, or in a namespace that a helper process holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        #: What a process that is to see it is started by.
        self.inside: list[str] = []
        self._holder: subprocess.Popen | None = None
        self._seen = folder

    def mount(self) -> None:
        """Makes it, or says what is missing."""
        self.folder.mkdir()
        mount = f"mount -t tmpfs -o size={SIZE} chaos '{self.folder}'"
        if subprocess.run(["sh", "-c", mount], capture_output=True, check=False).returncode == 0:
            return
        hold = f"{mount} && echo held && exec cat"
        self._holder = subprocess.Popen(
            ["unshare", "-rm", "sh", "-c", hold],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if self._holder.stdout.readline() != b"held\n":
            raise SystemExit(HOW)
        holder = str(self._holder.pid)
        self.inside = ["nsenter", "-t", holder, "-U", "-m", "--preserve-credentials"]
        self._seen = Path(f"/proc/{holder}/root{self.folder}")

    @property
    def path(self) -> Path:
        """Where this process sees it."""
        return self._seen

    def fill(self, left: int) -> None:
        """Takes all the room but `left` bytes."""
        block = b"\0" * 65536
        with (self.path / "filler").open("wb", buffering=0) as file:
            try:
                while file.write(block):
                    pass
            except OSError:
                pass  # Full, as it should be.
            file.truncate(max(0, file.tell() - left))

    def free(self) -> None:
        """Gives the room back."""
        (self.path / "filler").unlink(missing_ok=True)

    def unmount(self) -> None:
        """Takes it away with all that is in it."""
        if self._holder is not None:
            self._holder.stdin.close()
            self._holder.wait()
        else:
            subprocess.run(["umount", "-l", str(self.folder)], check=False)
