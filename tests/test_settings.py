from datetime import timedelta
from pathlib import Path

import pytest

from server.environment import WrongSetting
from server.settings import read_settings


def test_without_any_variable_the_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings({"MUSTER_DATA": str(tmp_path)})

    assert (settings.host, settings.port, settings.language) == ("127.0.0.1", 8000, "zh")
    assert settings.database_url is None
    assert settings.session_lifetime == timedelta(hours=8)
    assert settings.attachment_bytes == 50 * 1024 * 1024
    assert settings.attachment_folder == tmp_path / "attachments"
    assert settings.worker
    assert not settings.https


def test_a_variable_changes_its_setting(tmp_path: Path) -> None:
    given = {"MUSTER_DATA": str(tmp_path), "MUSTER_PORT": "8100", "MUSTER_WORKER": "0"}

    settings = read_settings(given)

    assert (settings.port, settings.worker) == (8100, False)


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_is_kept_as_libpq_writes_it(tmp_path: Path, kind: str) -> None:
    given = {"MUSTER_DATA": str(tmp_path), "DATABASE_URL": f"{kind}://a:b@db/muster"}

    assert read_settings(given).database_url == "postgresql://a:b@db/muster"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUSTER_PORT", "0"),
        ("MUSTER_PORT", "65536"),
        ("MUSTER_PORT", "８０００"),
        ("MUSTER_WORKER", "yes"),
        ("MUSTER_LANGUAGE", "fr"),
        ("MUSTER_SECRET_KEY", "short"),
        ("MUSTER_PROT", "8000"),
        ("MUSTER_SITE", "muster"),
        ("MUSTER_MAIL_FROM", "哨令"),
        ("MUSTER_HOOK_PLACES", "10.0.0.0/99"),
        ("MUSTER_HOOK_PLACES", "oa.example, https://oa.example"),
        ("MUSTER_HOOK_PLACES", "oa_1"),
        ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "muster"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        read_settings({"MUSTER_DATA": str(tmp_path), name: value})

    assert refused.value.name == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"MUSTER_MAIL_FROM": "muster@example.gov.cn"}, "MUSTER_SITE"),
        ({"MUSTER_SITE": "https://muster.example.gov.cn/"}, "MUSTER_MAIL_FROM"),
    ],
)
def test_mail_wants_a_sender_and_an_address_to_lead_to(
    tmp_path: Path, given: dict[str, str], name: str
) -> None:
    with pytest.raises(WrongSetting) as refused:
        read_settings({"MUSTER_DATA": str(tmp_path), "MUSTER_MAIL_HOST": "mail", **given})

    assert refused.value.name == name


def test_of_two_first_starts_at_once_both_take_the_key_kept_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn_while_another_keeps_its_own(size: int) -> str:
        (tmp_path / "secret_key").write_text("o" * size * 2, encoding="ascii")
        return "m" * size * 2

    monkeypatch.setattr("server.settings.secrets.token_hex", drawn_while_another_keeps_its_own)

    assert read_settings({"MUSTER_DATA": str(tmp_path)}).secret_key == "o" * 64
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = read_settings({"MUSTER_DATA": str(tmp_path)}).secret_key

    second = read_settings({"MUSTER_DATA": str(tmp_path)}).secret_key

    assert first == second
    assert len(first) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_a_given_secret_key_leaves_no_file(tmp_path: Path) -> None:
    settings = read_settings({"MUSTER_DATA": str(tmp_path), "MUSTER_SECRET_KEY": "k" * 32})

    assert settings.secret_key == "k" * 32
    assert list(tmp_path.iterdir()) == []


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    given = {"MUSTER_DATA": str(tmp_path), "DATABASE_URL": "postgresql://a:hidden@b/c"}

    settings = read_settings(given)

    assert settings.secret_key not in repr(settings)
    assert "hidden" not in repr(settings)


def test_a_new_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    read_settings({"MUSTER_DATA": str(tmp_path / "new" / "data")})

    assert (tmp_path / "new" / "data").stat().st_mode & 0o066 == 0


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WrongSetting, match="MUSTER_DATA"):
        read_settings({"MUSTER_DATA": str(tmp_path / "file" / "data")})


def test_places_of_ones_own_are_hosts_and_networks(tmp_path: Path) -> None:
    given = {
        "MUSTER_DATA": str(tmp_path),
        "MUSTER_HOOK_PLACES": " OA.county.example, 10.0.0.0/8,::1,",
    }

    assert read_settings(given).hook_places == ("oa.county.example", "10.0.0.0/8", "::1")
