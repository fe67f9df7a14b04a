"""Configuration from the environment (`VARNA_*`). There is no default secret: without one nothing starts."""

import base64
import binascii
import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SECRET_BYTES = 32
# Random bytes repeat little: 32 of them hold about 30 distinct values. Typed placeholders hold far fewer.
FEWEST_DISTINCT_SECRET_BYTES = 16
# Nor do they spell: one of these stands in a random secret about once in 10^7.
PLACEHOLDER_WORDS = (
    "change",
    "secret",
    "example",
    "password",
    "replace",
    "placeholder",
    "default",
    "insecure",
    "dummy",
)

Network = IPv4Network | IPv6Network
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def networks_of(text: str) -> tuple[Network, ...]:
    """Addresses and networks (`192.0.2.0/24`) with commas between. Raises ValueError."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


class Settings(BaseSettings):
    """One installation's settings. Durations are seconds and sizes bytes, as their names say."""

    model_config = SettingsConfigDict(env_prefix="VARNA_", extra="ignore", frozen=True, hide_input_in_errors=True)

    secret_key: SecretStr
    data_dir: Path = Path("var")
    database_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    frontend_dir: Path = Path("frontend/dist")
    policy_dir: Path | None = None

    smtp_url: SecretStr | None = None
    mail_from: str = "varna@localhost"
    sms_url: SecretStr | None = None
    sms_from: str = Field(default="Meddelande", pattern=r"^([A-Za-z0-9]{1,11}|\+[0-9]{6,15})$")
    quiet_hours: str = Field(
        default="21:00-07:00", pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$|^$"
    )
    """Of whoever has not chosen their own, in Sweden's time; empty: none."""

    clamav: str | None = None
    """A virus scanner: clamd at `host:port`, or its socket's path."""

    is_demo: bool = Field(default=False, validation_alias="VARNA_DEMO")
    log_as_json: bool = False
    runs_due_work: bool = True

    max_request_bytes: int = 256 * 1024
    access_token_seconds: int = 15 * 60
    session_seconds: int = 30 * 24 * 3600
    invitation_seconds: int = 7 * 24 * 3600

    argon2_time_cost: int = 3
    argon2_memory_kib: int = 64 * 1024
    argon2_parallelism: int = 4
    hashing_slots: int = Field(default_factory=cores, ge=1)

    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()

    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()
    """Peers whose `X-Forwarded-For` is believed; from anyone else it is ignored."""

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        return networks_of(value) if isinstance(value, str) else value

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("secret_key")
    @classmethod
    def _is_a_real_secret(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value().rstrip("=")
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("is not base64url; make one with `varna secret`") from None
        is_regular = len(set(raw)) < FEWEST_DISTINCT_SECRET_BYTES
        if len(raw) < SECRET_BYTES or is_regular or any(word in text.lower() for word in PLACEHOLDER_WORDS):
            raise ValueError("is too short or too regular to be a secret; make one with `varna secret`")
        return value

    @model_validator(mode="after")
    def _demo_stays_at_home(self) -> Self:
        if self.is_demo and not self.is_at_home:
            raise ValueError(
                "a demo is served on loopback only (VARNA_DEMO with a public VARNA_PUBLIC_URL or VARNA_ALLOWED_HOSTS)"
            )
        return self

    @property
    def is_at_home(self) -> bool:
        """Whether every name it answers to is this machine's own."""
        return self.served_hosts <= LOOPBACK

    @property
    def root_secret(self) -> bytes:
        return base64.urlsafe_b64decode(self.secret_key.get_secret_value().rstrip("=") + "==")

    @property
    def resolved_database_url(self) -> str:
        """SQLAlchemy's async URL; a plain `postgresql://` is taken to mean asyncpg."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{(self.data_dir / 'varna.db').absolute()}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+asyncpg://{rest}" if scheme in {"postgres", "postgresql"} else self.database_url

    @property
    def served_hosts(self) -> frozenset[str]:
        """The names this installation answers to: its public one, those it is told of, and loopback."""
        public = urlsplit(self.public_url).hostname or ""
        return frozenset({public, *(host.lower() for host in self.allowed_hosts)} | LOOPBACK)

    @property
    def is_served_over_tls(self) -> bool:
        return self.public_url.startswith("https://")


def load_settings() -> Settings:
    """The settings from the environment and from the file that `VARNA_ENV_FILE` names."""
    return Settings(_env_file=os.environ.get("VARNA_ENV_FILE", "var/varna.env"))
