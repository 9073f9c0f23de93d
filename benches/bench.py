"""What the benchmarks have in common: a release build, a server of it, calls over one connection."""
import base64, hmac, json, os, re, shutil, socket, struct, subprocess, sys, time, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def fail(why):
    sys.exit(f"{os.path.basename(sys.argv[0])}: {why}")


def need(program, package):
    return shutil.which(program) or fail(f"{program} is missing: apt-get install {package}")


def psql(url, *args):
    command = [need("psql", "postgresql-client"), url, "-qAt", "-v", "ON_ERROR_STOP=1", *args]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def niangjia():
    """The release build."""
    path = os.path.join(ROOT, os.environ.get("CARGO_TARGET_DIR", "target"), "release", "niangjia")
    return path if os.path.exists(path) else fail(f"{path} is missing: cargo build --release --locked")


def new_key():
    return "a:" + base64.b64encode(os.urandom(32)).decode()


def environment(database, key, port, **more):
    """What the program is told: quiet, without limits, on an address of its own."""
    settings = {"DATABASE__URL": database, "SECURITY__FIELD_KEYS": key, "LIMITS__ENABLED": "false",
                "SERVER__LISTEN": f"127.0.0.1:{port}", "METRICS__LISTEN": "off", "LOG__LEVEL": "warn", **more}
    return os.environ | {f"NIANGJIA__{name}": value for name, value in settings.items()}


class Server:
    """`niangjia serve` until the end of a `with`."""

    def __init__(self, env, port, *flags):
        self.env, self.port, self.flags = env, port, flags

    def __enter__(self):
        begun = time.monotonic()
        self.process = subprocess.Popen([niangjia(), "serve", *self.flags], env=self.env, stdout=subprocess.DEVNULL)
        for _ in range(12000):
            if self.process.poll() is not None:
                fail("the server does not start; see its log above")
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz").read()
                self.seconds_to_start = time.monotonic() - begun
                return self
            except OSError:
                time.sleep(0.005)
        fail("the server does not become ready")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def kib(self, what="VmRSS"):
        """Its memory: VmRSS now, VmHWM at most since `forget_peak`."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(what + r":\s+(\d+)", status.read())[1])

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w") as refs:
            refs.write("5")


class Line:
    """One connection to a server, with as little between the clock and the socket as can be."""

    def __init__(self, port):
        self.address, self.socket = ("127.0.0.1", port), None

    def call(self, request):
        """Sends a request made by `ask`; gives status, body, seconds until the whole answer."""
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=120)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        begun = time.perf_counter()
        self.socket.sendall(request)
        data = self.socket.recv(262144)
        while b"\r\n\r\n" not in data:
            data += self.more()
        head, _, body = data.partition(b"\r\n\r\n")
        head = head.lower()
        length = re.search(rb"content-length: (\d+)", head)
        if length:
            while len(body) < int(length[1]):
                body += self.more()
        elif b"transfer-encoding: chunked" in head:
            while not body.endswith(b"0\r\n\r\n"):
                body += self.more()
        return int(head[9:12]), body, time.perf_counter() - begun

    def more(self):
        return self.socket.recv(262144) or fail("the server closed the connection")


def ask(method, path, token=None, body=None, **headers):
    """A request as bytes."""
    lines = [f"{method} /api/v1{path} HTTP/1.1", "host: bench"]
    if token:
        lines.append(f"authorization: Bearer {token}")
    data = b"" if body is None else json.dumps(body).encode()
    if body is not None:
        lines += ["content-type: application/json", f"content-length: {len(data)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def prove(line, token):
    """Sets up a second factor for an account, which raises its token for some hours."""
    status, body, _ = line.call(ask("POST", "/me/second-factor", token, {}))
    if status == 409:
        return  # It was set up before.
    secret = base64.b32decode(json.loads(body)["secret"])
    digest = hmac.digest(secret, struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    code = (struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000
    status, body, _ = line.call(ask("POST", "/me/second-factor/confirm", token, {"code": f"{code:06}"}))
    if status != 200:
        fail(f"the second factor: {status} {body[:300]}")


def percentile(seconds, share):
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
