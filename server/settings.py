"""Everything an operator may decide, read once from the environment."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path

from server.environment import PREFIX, WrongSetting, address, choice, number, places, switch

SECRET_FILE = "secret_key"  # noqa: S105  # the name of a file, not a secret
SECRET_BYTES = 32
LANGUAGES = ("zh", "en")
SENDER = re.compile(r"[!-?A-~]+@[!-?A-~]+")
MAIL_TLS = ("starttls", "tls", "none")
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
# Read by the tests, not by the server.
NOT_SETTINGS = frozenset(
    {"MUSTER_DMN_TCK", "MUSTER_ORDERS", "MUSTER_REQUIRE_ALL", "MUSTER_TOKEN_GAMES"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decided; every value comes from one environment variable.

    MUSTER_DATA: the folder of the database, the attachments and the secret key. Default `data`.
    DATABASE_URL: a PostgreSQL server (15 or newer) to use instead of the embedded one,
        as `postgresql://user:password@host:5432/name`. Default: none.
    MUSTER_DATABASE_ACCOUNT: the account of this machine that runs the embedded PostgreSQL
        when the server is started by root, as PostgreSQL refuses to run as root. Default `nobody`.
    MUSTER_DATABASE_POOL: connections that one process keeps open, 1 to 100. Default 10.
    MUSTER_STATEMENT_SECONDS: seconds after which a statement of a request is given up. Default 30.
    MUSTER_HOST: the address to listen on. Default `127.0.0.1`.
    MUSTER_PORT: the port to listen on, 1 to 65535. Default 8000.
    MUSTER_PROCESSES: web processes, 1 to 64. Default 1.
    MUSTER_THREADS: requests that one web process holds at once, slow lines included, 1 to 256.
        Default 32.
    MUSTER_HTTPS: `1` where people reach the server by https; cookies are then sent
        over https only. Default `0`.
    MUSTER_PROXIES: reverse proxies in front whose forwarding headers are believed, 0 to 5.
        Default 0.
    MUSTER_SECRET_KEY: signs sessions, at least 32 characters. Default: made at the first start
        and kept in the data folder, readable by its owner only.
    MUSTER_SESSION_MINUTES: minutes after which one has to sign in again, 5 to 1440. Default 480.
    MUSTER_ATTACHMENT_MEGABYTES: the largest attachment, 1 to 2048. Default 50.
    MUSTER_ATTACHMENTS: attachments of one work item, and of one start form, 1 to 200. Default 20.
    MUSTER_MESSAGE_DAYS: days that a message is kept which nobody waits for, 0 to 365. Default 7.
    MUSTER_MESSAGES: messages of one name that are kept, 1 to 1000000. Default 10000.
    MUSTER_LANGUAGE: the language of people who have not chosen, `zh` or `en`. Default `zh`.
    MUSTER_SITE: the address by which people reach the server, as `https://muster.example.gov.cn`;
        mails, events and calendars lead there. Default: none.
    MUSTER_MAIL_HOST: the mail server that takes notices (SMTP). Default: none, no mail is sent.
        With it `MUSTER_MAIL_FROM` and `MUSTER_SITE` are wanted too.
    MUSTER_MAIL_PORT: its port, 1 to 65535. Default 587 (submission).
    MUSTER_MAIL_TLS: `starttls`, `tls` from the first byte (port 465), or `none` for a server that
        is reached by a wire of one's own. Default `starttls`.
    MUSTER_MAIL_USER: the account there. Default: none, nobody signs in.
    MUSTER_MAIL_PASSWORD: its password. Default: none.
    MUSTER_MAIL_FROM: the address that mails come from. Default: none.
    MUSTER_HOOK_PLACES: hosts and networks of one's own, between commas, as
        `oa.county.example,10.0.0.0/8`: events may be told there although they are not public, and to
        the hosts without https, too. Default: none, events go to public addresses by https only.
    MUSTER_LIVE: where browsers find `muster live`: a path behind the same proxy, as `/live`, or an
        address. Default: none, open pages ask every half minute.
    MUSTER_LIVE_PORT: the port that `muster live` listens on, 1 to 65535. Default 8001.
    MUSTER_WORKER: `1` to run the job worker inside the web server, `0` where `muster worker`
        runs beside it. Default `1`.
    """

    data: Path
    database_url: str | None = field(repr=False)
    database_account: str
    database_pool: int
    statement_seconds: int
    host: str
    port: int
    processes: int
    threads: int
    https: bool
    proxies: int
    secret_key: str = field(repr=False)
    session_lifetime: timedelta
    attachment_bytes: int
    attachments: int
    message_life: timedelta
    messages: int
    language: str
    site: str
    mail_host: str
    mail_port: int
    mail_tls: str
    mail_user: str
    mail_password: str = field(repr=False)
    mail_from: str
    hook_places: tuple[str, ...]
    live: str
    live_port: int
    worker: bool

    @property
    def attachment_folder(self) -> Path:
        """The folder where attachments lie under their digests."""
        return self.data / "attachments"


# The variable of each field; a house test holds it against the docstring above.
VARIABLES = {one.name: PREFIX + one.name.upper() for one in fields(Settings)} | {
    "database_url": "DATABASE_URL",
    "session_lifetime": "MUSTER_SESSION_MINUTES",
    "attachment_bytes": "MUSTER_ATTACHMENT_MEGABYTES",
    "message_life": "MUSTER_MESSAGE_DAYS",
}


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings, make the data folder and its secret key where they are absent.

    Refuses (WrongSetting) a value out of bounds and a variable that begins with MUSTER_ and is
    no setting, so that a misspelt one is not silently without effect.
    """
    _refuse_unknown(environ)
    data = Path(environ.get("MUSTER_DATA") or "data").expanduser().absolute()
    make_data_folder(data)
    return Settings(
        data=data,
        database_url=_database_url(environ),
        database_account=environ.get("MUSTER_DATABASE_ACCOUNT") or "nobody",
        database_pool=number(environ, "MUSTER_DATABASE_POOL", 10, 1, 100),
        statement_seconds=number(environ, "MUSTER_STATEMENT_SECONDS", 30, 1, 3600),
        host=environ.get("MUSTER_HOST") or "127.0.0.1",
        port=number(environ, "MUSTER_PORT", 8000, 1, 65535),
        processes=number(environ, "MUSTER_PROCESSES", 1, 1, 64),
        threads=number(environ, "MUSTER_THREADS", 32, 1, 256),
        https=switch(environ, "MUSTER_HTTPS", default=False),
        proxies=number(environ, "MUSTER_PROXIES", 0, 0, 5),
        secret_key=_secret_key(environ, data),
        session_lifetime=timedelta(minutes=number(environ, "MUSTER_SESSION_MINUTES", 480, 5, 1440)),
        attachment_bytes=number(environ, "MUSTER_ATTACHMENT_MEGABYTES", 50, 1, 2048) * 1024 * 1024,
        attachments=number(environ, "MUSTER_ATTACHMENTS", 20, 1, 200),
        message_life=timedelta(days=number(environ, "MUSTER_MESSAGE_DAYS", 7, 0, 365)),
        messages=number(environ, "MUSTER_MESSAGES", 10_000, 1, 1_000_000),
        language=choice(environ, "MUSTER_LANGUAGE", LANGUAGES),
        site=_site(environ),
        mail_host=environ.get("MUSTER_MAIL_HOST") or "",
        mail_port=number(environ, "MUSTER_MAIL_PORT", 587, 1, 65535),
        mail_tls=choice(environ, "MUSTER_MAIL_TLS", MAIL_TLS),
        mail_user=environ.get("MUSTER_MAIL_USER") or "",
        mail_password=environ.get("MUSTER_MAIL_PASSWORD") or "",
        mail_from=_mail_from(environ),
        hook_places=places(environ, "MUSTER_HOOK_PLACES"),
        live=address(environ, "MUSTER_LIVE", "/live"),
        live_port=number(environ, "MUSTER_LIVE_PORT", 8001, 1, 65535),
        worker=switch(environ, "MUSTER_WORKER", default=True),
    )


def make_data_folder(folder: Path) -> None:
    """Make the data folder, closed to others, where it is absent; leave an existing one as it is.

    Made by root it may be crossed (not listed) by others, because the embedded PostgreSQL then
    runs as another account and has to reach its own folder inside.
    """
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as fault:
        raise WrongSetting(
            "MUSTER_DATA",
            f"不能建立数据目录 {folder}（{fault.strerror}），请换一个目录。",
            f"the data folder {folder} can't be made ({fault.strerror}); choose another folder.",
        ) from fault


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = NOT_SETTINGS | set(VARIABLES.values())
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            raise WrongSetting(name, "没有这个设置。", "there is no such setting.")


def _database_url(environ: Mapping[str, str]) -> str | None:
    """Return the address as libpq writes it."""
    written = environ.get("DATABASE_URL")
    if not written:
        return None
    kind, separator, rest = written.partition("://")
    if separator and kind in POSTGRESQL:
        return f"postgresql://{rest}"
    raise WrongSetting(
        "DATABASE_URL",
        "应为 postgresql://用户:密码@主机:5432/库名；只支持 PostgreSQL。",
        "must be postgresql://user:password@host:5432/name; only PostgreSQL is supported.",
    )


def _site(environ: Mapping[str, str]) -> str:
    written = address(environ, "MUSTER_SITE", "https://muster.example.gov.cn")
    if written.startswith("http") or not (written or environ.get("MUSTER_MAIL_HOST")):
        return written
    raise WrongSetting(
        "MUSTER_SITE",
        "发送邮件须写明访问本系统的完整网址，例如 https://muster.example.gov.cn。",
        "mails lead to it: give the whole address, as in https://muster.example.gov.cn.",
    )


def _mail_from(environ: Mapping[str, str]) -> str:
    written = environ.get("MUSTER_MAIL_FROM") or ""
    if (written or environ.get("MUSTER_MAIL_HOST")) and not SENDER.fullmatch(written):
        raise WrongSetting(
            "MUSTER_MAIL_FROM",
            f"应为发件地址，例如 muster@example.gov.cn，现为“{written}”。",
            f"must be the address of the sender, as in muster@example.gov.cn, not {written!r}.",
        )
    return written


def _secret_key(environ: Mapping[str, str], data: Path) -> str:
    given = environ.get("MUSTER_SECRET_KEY")
    key = given or _kept_secret(data / SECRET_FILE, secrets.token_hex)
    if len(key) >= SECRET_BYTES:
        return key
    raise WrongSetting(
        "MUSTER_SECRET_KEY",
        f"至少需要 {SECRET_BYTES} 个字符（或删除 {data / SECRET_FILE} 以重新生成）。",
        f"needs at least {SECRET_BYTES} characters (or delete {data / SECRET_FILE} for a new one).",
    )


def _kept_secret(file: Path, draw: Callable[[int], str]) -> str:
    """Return the kept key; make it where absent, so that two first starts agree on one key."""
    if not file.exists():
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(draw(SECRET_BYTES) + "\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, file)  # unlike a rename, never replaces a key another start has kept
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
