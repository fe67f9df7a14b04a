import base64
import secrets
from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from app.cli import cli, main
from app.core.settings import Settings, load_settings
from tests.support.installation import settings_for

A_SECRET = secrets.token_urlsafe(48)
# Named, for each of the processes that share the tests draws its own.
RANDOM = {
    "48 bytes": A_SECRET,
    "32 bytes, padded": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "33 bytes": secrets.token_urlsafe(33),
}


@pytest.mark.parametrize(
    "placeholder",
    [
        "",
        "changeme",
        "secret",
        "a" * 64,
        "0" * 64,
        "abcd" * 16,
        "change-me-to-something-long-and-random-before-you-go-live",
        "this-is-only-an-example-secret-key-with-many-letters-0123",
        base64.urlsafe_b64encode(bytes(32)).decode(),
        base64.urlsafe_b64encode(bytes(range(31))).decode(),
        "inte base64: åäö och mellanslag i en lång rad",
    ],
)
def test_a_placeholder_is_no_secret(placeholder: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as refused:
        settings_for(tmp_path, secret_key=placeholder)
    assert "varna secret" in str(refused.value)
    assert len(placeholder) < 10 or placeholder not in str(refused.value)


@pytest.mark.parametrize("text", RANDOM.values(), ids=RANDOM)
def test_a_random_secret_is_taken_padded_or_not(text: str, tmp_path: Path) -> None:
    padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
    bare = settings_for(tmp_path, secret_key=text.rstrip("="))
    assert len(bare.root_secret) >= 32
    assert bare.root_secret == settings_for(tmp_path, secret_key=padded).root_secret


def test_without_a_secret_nothing_starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VARNA_SECRET_KEY", raising=False)
    monkeypatch.setenv("VARNA_ENV_FILE", str(tmp_path / "missing.env"))
    with pytest.raises(ValidationError, match="secret_key"):
        load_settings()


def test_settings_do_not_show_their_secrets(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, secret_key=A_SECRET, smtp_url="smtp://varna:hemligt@mail.example.org")
    assert A_SECRET not in repr(settings)
    assert "hemligt" not in repr(settings)


@pytest.mark.parametrize(
    "url",
    [
        "https://varna.example.org",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1@example.org/",
        "http://192.0.2.1:8000",
        "",
    ],
)
def test_a_demo_has_no_public_address(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="loopback only"):
        settings_for(tmp_path, VARNA_DEMO=True, public_url=url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost:9000", "http://[::1]:8000"])
def test_a_demo_is_at_home_on_loopback(url: str, tmp_path: Path) -> None:
    assert settings_for(tmp_path, VARNA_DEMO=True, public_url=url).is_demo


def test_a_demo_is_served_on_no_other_interface(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VARNA_SECRET_KEY", A_SECRET)
    monkeypatch.setenv("VARNA_DEMO", "1")
    monkeypatch.setenv("VARNA_DATA_DIR", str(tmp_path))
    for serves in ("turn_into_server", "main"):
        monkeypatch.setattr(f"app.serving.{serves}", lambda *_args, **_options: pytest.fail("it was served"))
    answer = CliRunner().invoke(cli, ["serve", "--host", "0.0.0.0"])  # noqa: S104 - what must be refused
    assert answer.exit_code == 2
    assert "on loopback" in answer.output  # the terminal's width may break the sentence


def test_a_secret_is_written_once_and_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "var" / "varna.env"
    assert CliRunner().invoke(cli, ["secret", "--file", str(file)]).exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    first = file.read_text()
    assert CliRunner().invoke(cli, ["secret", "--file", str(file)]).exit_code == 0
    assert file.read_text() == first
    monkeypatch.delenv("VARNA_SECRET_KEY", raising=False)
    monkeypatch.setenv("VARNA_ENV_FILE", str(file))
    assert f"VARNA_SECRET_KEY={load_settings().secret_key.get_secret_value()}\n" == first


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_plain_postgresql_address_is_taken(scheme: str, tmp_path: Path) -> None:
    settings: Settings = settings_for(tmp_path, database_url=f"{scheme}://varna@db/varna")
    assert settings.resolved_database_url == "postgresql+asyncpg://varna@db/varna"


def test_trusted_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VARNA_TRUSTED_PROXIES", "127.0.0.1, 172.18.0.0/16,fc00::/7")
    assert [str(each) for each in settings_for(tmp_path).trusted_proxies] == [
        "127.0.0.1/32",
        "172.18.0.0/16",
        "fc00::/7",
    ]
    monkeypatch.setenv("VARNA_TRUSTED_PROXIES", "proxy.example.org")
    with pytest.raises(ValidationError):
        settings_for(tmp_path)


def test_a_command_without_its_secret_says_what_is_missing_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VARNA_ENV_FILE", "/dev/null")
    monkeypatch.setattr("os.umask", lambda _mask: 0)
    for value, said in (("", "VARNA_SECRET_KEY"), ("aaaa", "make one with `varna secret`")):
        monkeypatch.setenv("VARNA_SECRET_KEY", value)
        monkeypatch.setattr("sys.argv", ["varna", "migrate"])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        told = capsys.readouterr().err
        assert said in told
        assert "Traceback" not in told
        assert "aaaa" not in told
